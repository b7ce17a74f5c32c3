set(sources agreement.cpp attach.cpp comparison.cpp disagreements.cpp edit_text.cpp form.cpp joined_batch.cpp review.cpp text_match.cpp
            theory_diff.cpp)
