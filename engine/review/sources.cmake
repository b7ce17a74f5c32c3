set(sources joined_batch.cpp review.cpp)
