set(sources base64_test.cpp child_process_test.cpp diagnostic_test.cpp file_moves_test.cpp hash_test.cpp quote_match_test.cpp source_io_test.cpp text_test.cpp zip_reader_test.cpp zip_test.cpp)
