set(sources element_order.cpp full_text.cpp snapshot_builder.cpp vocabulary.cpp)
