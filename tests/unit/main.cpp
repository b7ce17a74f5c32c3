// The only Catch2 main (Catch2 v2; v3 brings its own). Compiled once: it is slow.
#define CATCH_CONFIG_MAIN
#include <catch2/catch.hpp>
