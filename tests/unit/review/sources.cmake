set(sources agreement_test.cpp altered_beside_test.cpp altered_history_test.cpp attach_test.cpp blind_claims_test.cpp blind_edits_test.cpp blind_refusals_test.cpp blind_words_test.cpp change_dates_test.cpp coded_later_test.cpp double_coding_test.cpp edit_model_test.cpp
  edit_test.cpp edit_told_test.cpp erase_merge_test.cpp erase_test.cpp faults_test.cpp form_test.cpp history_words_test.cpp kill_test.cpp
  known_claims_test.cpp merge_claim_test.cpp merge_crossed_test.cpp merge_decided_test.cpp merge_evidence_test.cpp merge_forked_test.cpp merge_import_test.cpp
  merge_judged_test.cpp merge_model_test.cpp merge_names_test.cpp merge_opposed_test.cpp merge_papers_test.cpp merge_scale_test.cpp merge_statements_test.cpp merge_test.cpp
  merge_texts_test.cpp merge_twins_test.cpp merge_undecided_test.cpp merge_undo_test.cpp mutated_file_test.cpp other_name_test.cpp outstanding_test.cpp
  reason_test.cpp rebuild_test.cpp recovered_test.cpp refi_return_test.cpp renamed_test.cpp round_trip_test.cpp saved_answers_test.cpp
  text_match_test.cpp theory_diff_test.cpp undo_test.cpp)
