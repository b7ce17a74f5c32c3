cmake_minimum_required(VERSION 3.25)
# The source files of the house, as git sees them where there is git, else by folder.
file(GLOB_RECURSE all_sources RELATIVE "${ROOT}" "${ROOT}/engine/*.h" "${ROOT}/engine/*.cpp" "${ROOT}/reports/*.h"
     "${ROOT}/reports/*.cpp")
file(GLOB_RECURSE all_tests RELATIVE "${ROOT}" "${ROOT}/tests/*.h" "${ROOT}/tests/*.cpp")

# The module of a file: engine/graph/x.h -> graph, reports/tables/x.cpp -> reports
function(module_of file out)
  if(file MATCHES "^engine/([a-z]+)/")
    set(${out} "${CMAKE_MATCH_1}" PARENT_SCOPE)
  elseif(file MATCHES "^reports/")
    set(${out} "reports" PARENT_SCOPE)
  else()
    set(${out} "" PARENT_SCOPE)
  endif()
endfunction()

# Lines of a file that match, as "line:text" in a list; semicolons and brackets are made harmless first.
function(matching_lines file regex out)
  file(STRINGS "${ROOT}/${file}" lines REGEX "${regex}" ENCODING UTF-8)
  set(${out} "${lines}" PARENT_SCOPE)
endfunction()

set(faults 0)
macro(fault text)
  message(SEND_ERROR "${text}")
  math(EXPR faults "${faults} + 1")
endmacro()
