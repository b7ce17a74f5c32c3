set(sources ask.cpp candidates.cpp cases.cpp chain_rows.cpp concept_pairs.cpp empty_answer.cpp evidence_tree.cpp extract_rows.cpp filters.cpp judged.cpp
            gap_list.cpp kept_rows.cpp lexer.cpp names.cpp nearest_form.cpp operators.cpp outcomes_by.cpp parser.cpp
            regularity_rows.cpp relations.cpp renamed.cpp row_names.cpp rows.cpp term_groups.cpp)
