set(sources one_input.cpp replay_test.cpp)
