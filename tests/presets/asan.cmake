# AddressSanitizer and UndefinedBehaviorSanitizer: cmake -S . -B build/asan -C tests/presets/asan.cmake
include("${CMAKE_CURRENT_LIST_DIR}/dev.cmake")
set(RETRODUCE_SANITIZE "address,undefined" CACHE STRING "")
