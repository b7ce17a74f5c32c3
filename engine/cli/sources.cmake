set(sources answer_parts.cpp answer_text.cpp case_text.cpp common.cpp console.cpp corpus.cpp drawing.cpp run.cpp saved_questions.cpp terminal_progress.cpp text_table.cpp)
