# Whole commands as a user types them, with approved outputs: each folder here with a session.txt is a case.
add_executable(retroduce_tests_integration ${CMAKE_CURRENT_SOURCE_DIR}/integration/session_test.cpp
                                           ${CMAKE_CURRENT_SOURCE_DIR}/integration/corpus_test.cpp
                                           ${CMAKE_CURRENT_SOURCE_DIR}/integration/office_test.cpp
                                           ${CMAKE_CURRENT_SOURCE_DIR}/integration/places_test.cpp)
target_link_libraries(retroduce_tests_integration PRIVATE retroduce_catch retroduce_support retroduce::base pugixml::pugixml)
target_compile_definitions(retroduce_tests_integration PRIVATE
  RETRODUCE_SOURCE_DIR="${PROJECT_SOURCE_DIR}" RETRODUCE_BINARY="$<TARGET_FILE:retroduce>")
add_dependencies(retroduce_tests_integration retroduce)
add_test(NAME integration COMMAND retroduce_tests_integration -w NoTests)
