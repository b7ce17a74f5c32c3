set(sources agreement_test.cpp attach_test.cpp text_match_test.cpp)
