set(sources child_process.cpp diagnostic.cpp error.cpp hash.cpp source_io.cpp text.cpp zip.cpp)
