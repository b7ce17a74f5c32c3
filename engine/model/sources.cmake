set(sources anchoring.cpp citation_match.cpp element_order.cpp full_text.cpp snapshot.cpp snapshot_builder.cpp vocabulary.cpp)
