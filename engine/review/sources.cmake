set(sources agreement.cpp attach.cpp comparison.cpp disagreements.cpp edit_text.cpp form.cpp joined_batch.cpp outstanding.cpp
            reread.cpp review.cpp saved_answers.cpp text_match.cpp theory_diff.cpp)
