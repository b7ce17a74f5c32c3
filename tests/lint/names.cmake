# No source file name twice within a module.
include("${CMAKE_CURRENT_LIST_DIR}/files.cmake")
foreach(file IN LISTS all_sources)
  module_of("${file}" module)
  get_filename_component(folder "${file}" DIRECTORY)
  get_filename_component(name "${file}" NAME)
  # Entries of different registries may share a name: the table `evidence`, the figure `evidence`.
  string(REGEX REPLACE ".*/" "" leaf "${folder}")
  if("${leaf}/${name}" IN_LIST seen_${module})
    fault("${file}: its name stands twice in ${module}")
  endif()
  list(APPEND seen_${module} "${leaf}/${name}")
endforeach()
