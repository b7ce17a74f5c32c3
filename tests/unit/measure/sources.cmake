set(sources agreement_test.cpp bootstrap_test.cpp minimal_sums_test.cpp sample_test.cpp truth_table_test.cpp)
