set(sources attach.cpp joined_batch.cpp review.cpp text_match.cpp)
