set(sources agreed_answers_test.cpp library.cpp)
