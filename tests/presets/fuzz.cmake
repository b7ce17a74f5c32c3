# For fuzzing: clang with its runtime (Debian: clang, libclang-rt-14-dev); not part of the normal run.
set(CMAKE_CXX_COMPILER clang++ CACHE STRING "")
set(CMAKE_BUILD_TYPE RelWithDebInfo CACHE STRING "")
set(CMAKE_CXX_FLAGS "-fsanitize=fuzzer-no-link" CACHE STRING "")
set(RETRODUCE_SANITIZE "address,undefined" CACHE STRING "")
set(RETRODUCE_FUZZ ON CACHE BOOL "")
