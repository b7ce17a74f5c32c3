set(sources base64.cpp child_process.cpp diagnostic.cpp error.cpp hash.cpp near_match.cpp quote_fold.cpp quote_match.cpp source_io.cpp source_stream.cpp text.cpp text_key.cpp zip.cpp zip_reader.cpp)
