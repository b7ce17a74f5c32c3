# What every target of ours is built with; nothing here reaches a user's own targets.
add_library(retroduce_options INTERFACE)
target_compile_features(retroduce_options INTERFACE cxx_std_20)
option(RETRODUCE_WERROR "Warnings are errors (development)" OFF)
set(RETRODUCE_SANITIZE "" CACHE STRING "Sanitizers to build with, such as address,undefined")
set(retroduce_warnings
    -Wall -Wextra -Wpedantic -Wconversion -Wsign-conversion -Wshadow -Wnon-virtual-dtor -Wold-style-cast
    -Woverloaded-virtual -Wcast-align -Wimplicit-fallthrough)
if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU")
  list(APPEND retroduce_warnings -Wduplicated-cond -Wlogical-op)
endif()
if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU" AND CMAKE_CXX_COMPILER_VERSION VERSION_LESS 13)
  # g++ 12 takes a plain `"x" + std::string` for overlapping memory when it optimises (its bug 105651).
  list(APPEND retroduce_warnings -Wno-restrict)
endif()
if(RETRODUCE_WERROR)
  list(APPEND retroduce_warnings -Werror)
endif()
target_compile_options(retroduce_options INTERFACE ${retroduce_warnings})
if(RETRODUCE_SANITIZE)
  target_compile_options(retroduce_options INTERFACE -fsanitize=${RETRODUCE_SANITIZE} -fno-sanitize-recover=all
                                                     -fno-omit-frame-pointer -g)
  target_link_options(retroduce_options INTERFACE -fsanitize=${RETRODUCE_SANITIZE})
endif()
