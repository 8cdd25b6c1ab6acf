#include <cupola/hat/open_backend.hpp>

#include <doctest/doctest.h>

#include <stdexcept>
#include <system_error>

using namespace cupola::hat;

TEST_CASE("values that no variable may have are refused by name") {
  CHECK_THROWS_WITH_AS(open_backend({.backend = "memmory", .board = "", .profile = ""}),
                       "SENSE_HAT_BACKEND must be auto, memory, board or hardware, got memmory",
                       std::invalid_argument);
  CHECK_THROWS_WITH_AS(open_backend({.backend = "memory", .board = "", .profile = "v3"}),
                       "CUPOLA_PROFILE must be flight, retail-v2 or v1, got v3", std::invalid_argument);
  for (const char* board : {"fd:", "fd:1", "fd:1,", "fd:1,2,3", "fd: 1,2", "1,2", "kitchen", "fd:1,-2"}) {
    CHECK_THROWS_AS(open_backend({.backend = "auto", .board = board, .profile = ""}), std::invalid_argument);
  }
}

TEST_CASE("descriptors that are not open are the world's failure") {
  CHECK_THROWS_AS(open_backend({.backend = "board", .board = "fd:900,901", .profile = ""}),
                  std::system_error);
}

TEST_CASE("memory takes its profile and is flight without one") {
  CHECK(open_backend({.backend = "memory", .board = "", .profile = ""})->profile() == Profile::Flight);
  CHECK(open_backend({.backend = "memory", .board = "", .profile = "v1"})->profile() == Profile::V1);
  CHECK(open_backend({.backend = "memory", .board = "fd:1,2", .profile = ""})->humidity()->humidity_percent ==
        45);
}
