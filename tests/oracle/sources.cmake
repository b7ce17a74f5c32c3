set(sources chains_test.cpp circles_test.cpp extracts_test.cpp logic_test.cpp patterns_test.cpp relations_test.cpp slow_review.cpp)
