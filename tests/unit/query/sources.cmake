set(sources answers_test.cpp candidates_test.cpp cases_test.cpp concept_pairs_test.cpp empty_test.cpp extracts_test.cpp filters_test.cpp kept_rows_test.cpp
            names_test.cpp parser_test.cpp parts_test.cpp side_by_side_test.cpp wrapped_test.cpp)
