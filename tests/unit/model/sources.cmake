set(sources given_test.cpp snapshot_builder_test.cpp vocabulary_test.cpp)
