set(sources element_order.cpp snapshot_builder.cpp vocabulary.cpp)
