set(sources anchoring.cpp element_order.cpp full_text.cpp snapshot_builder.cpp vocabulary.cpp)
