set(sources agreement_test.cpp attach_test.cpp edit_model_test.cpp edit_test.cpp form_test.cpp
  merge_model_test.cpp merge_test.cpp text_match_test.cpp
  theory_diff_test.cpp)
