# SQL stands in engine/store and schemas alone; nobody else sees SQLite.
include("${CMAKE_CURRENT_LIST_DIR}/files.cmake")
foreach(file IN LISTS all_sources)
  module_of("${file}" module)
  # sql_dump writes SQL as a form of exchange, for databases of others.
  if(module STREQUAL "store" OR file MATCHES "interchange/sql_dump\\.cpp$")
    continue()
  endif()
  matching_lines("${file}" "(SELECT .* FROM|INSERT INTO|CREATE TABLE|DELETE FROM|PRAGMA |SQLiteCpp)" hits)
  foreach(line IN LISTS hits)
    fault("${file} holds SQL: ${line}")
  endforeach()
endforeach()
