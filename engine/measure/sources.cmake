set(sources minimal_sums.cpp truth_table.cpp)
