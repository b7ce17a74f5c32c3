# Rules of the house as tests (label lint).
function(retroduce_lint name)
  add_test(NAME lint.${name} COMMAND ${CMAKE_COMMAND} -DROOT=${PROJECT_SOURCE_DIR} ${ARGN}
           -P ${CMAKE_CURRENT_SOURCE_DIR}/lint/${name}.cmake)
  set_tests_properties(lint.${name} PROPERTIES LABELS lint)
endfunction()
retroduce_lint(layers)
retroduce_lint(sql)
retroduce_lint(headers)
retroduce_lint(sources)
retroduce_lint(printing)
retroduce_lint(sizes)
retroduce_lint(names)

find_program(retroduce_clang_format clang-format)
if(retroduce_clang_format)
  retroduce_lint(format -DCLANG_FORMAT=${retroduce_clang_format})
else()
  message(STATUS "clang-format is not there: lint.format is left out")
endif()

# Each public header compiles alone, with what its module may see.
add_subdirectory(${CMAKE_CURRENT_SOURCE_DIR}/lint/header_check)
