set(sources anchoring_test.cpp citation_match_test.cpp entry_lists_test.cpp full_text_test.cpp given_test.cpp snapshot_builder_test.cpp vocabulary_test.cpp)
