set(sources agreement.cpp bootstrap.cpp minimal_sums.cpp sample.cpp truth_table.cpp unit_alpha.cpp)
