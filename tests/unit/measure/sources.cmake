set(sources minimal_sums_test.cpp truth_table_test.cpp)
