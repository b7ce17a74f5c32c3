set(sources attach_test.cpp text_match_test.cpp)
