set(sources agreement_test.cpp brute_sums.cpp cases_test.cpp central_test.cpp chains_test.cpp changed_review.cpp changes_test.cpp
            circles_test.cpp comparisons_test.cpp empty_test.cpp extracts_test.cpp logic_test.cpp minimal_sums_test.cpp
            patterns_test.cpp regularities_test.cpp relations_test.cpp sensitivity_test.cpp slow_agreement.cpp slow_review.cpp
            zoom_test.cpp)
