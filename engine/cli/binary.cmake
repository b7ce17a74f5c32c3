# The binary: the only place that prints, reads argv and exits. Its parts are a library so that the tests
# can run a command without a process.
retroduce_module(cli LINK review reports DEFS commands.def PRIVATE CLI11::CLI11 nlohmann_json::nlohmann_json)
target_compile_definitions(retroduce_cli PRIVATE
  RETRODUCE_VERSION="${PROJECT_VERSION}"
  RETRODUCE_CORPUS_SOURCE="${PROJECT_SOURCE_DIR}/corpus"
  RETRODUCE_CORPUS_INSTALLED="${CMAKE_INSTALL_PREFIX}/share/retroduce/corpus")
add_executable(retroduce engine/cli/main.cpp)
target_link_libraries(retroduce PRIVATE retroduce::cli)
install(TARGETS retroduce RUNTIME DESTINATION bin)
install(DIRECTORY corpus/ DESTINATION share/retroduce/corpus)
