#include "runner/sandbox/bwrap_arguments.hpp"
#include "runner/sandbox/info.hpp"
#include "runner/sandbox/launcher_order.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <stdexcept>

using namespace cupola::sandbox;

namespace {

bool has(const std::vector<std::string>& words, const std::vector<std::string>& sequence) {
  return std::search(words.begin(), words.end(), sequence.begin(), sequence.end()) != words.end();
}

}  // namespace

TEST_CASE("an unknown or unreadable order is refused by name") {
  for (const char* argument : {"colour=red", "status", "status=", "status=x", "status=99999999999", "=3"}) {
    CAPTURE(argument);
    CHECK_THROWS_AS(parse_order({argument}), std::invalid_argument);
  }
}

TEST_CASE("an order survives its journey") {
  const LauncherOrder order{.status = 5,
                            .lifeline = 6,
                            .report = 7,
                            .go = 8,
                            .handed = 2,
                            .uid = 60123,
                            .memory = 1LL << 40,
                            .cpu_s = 60,
                            .processes = 32,
                            .files = 64,
                            .file_size = 1,
                            .name = "a=b ü.py",
                            .packages = "/cupola/python",
                            .preimports = "numpy PIL.Image "};
  CHECK(parse_order(to_arguments(order)) == order);
}

TEST_CASE("the child-pid is read from whole answers only") {
  CHECK_FALSE(parse_child_pid(""));
  CHECK_FALSE(parse_child_pid("{}"));
  CHECK_FALSE(parse_child_pid(R"({"child-pid": )"));
  CHECK_FALSE(parse_child_pid(R"({"child-pid": 12)"));
  CHECK_FALSE(parse_child_pid(R"({"child-pid": "x"})"));
  CHECK_FALSE(parse_child_pid(R"({"child-pid": -4})"));
  CHECK_FALSE(parse_child_pid(R"({"child-pid": 99999999999999})"));
  CHECK(parse_child_pid("{\n    \"child-pid\": 4711,\n    \"net-namespace\": 1\n}\n") == 4711);
}

TEST_CASE("root makes no user namespace, anybody else does") {
  Plan plan;
  plan.launcher = "/l";
  const auto root = bwrap_arguments(plan, {}, {.root = true, .program_uid = 60042});
  CHECK_FALSE(has(root, {"--unshare-user"}));
  CHECK(has(root, {"--cap-add", "CAP_SETUID"}));
  CHECK(has(root, {"uid=60042"}));
  const auto user = bwrap_arguments(plan, {}, {});
  CHECK(has(user, {"--unshare-user"}));
  CHECK_FALSE(has(user, {"--cap-add"}));
  CHECK(has(user, {"uid=-1"}));
}

TEST_CASE("every box is cut off, read-only and bounded") {
  Plan plan;
  plan.launcher = "/l";
  plan.name = "x.py";
  plan.limits.tmp_bytes = 12345;
  const auto words = bwrap_arguments(plan, {.program = 9}, {});
  for (const char* option : {"--unshare-net", "--unshare-pid", "--unshare-ipc", "--unshare-uts", "--as-pid-1",
                             "--new-session", "--clearenv"}) {
    CAPTURE(option);
    CHECK(has(words, {option}));
  }
  CHECK(has(words, {"--ro-bind", "/usr", "/usr"}));
  CHECK(has(words, {"--size", "12345", "--tmpfs", "/tmp"}));
  CHECK(has(words, {"--ro-bind-data", "9", "/program/x.py", "--chdir", "/program"}));
  CHECK(has(words, {"--remount-ro", "/"}));
  CHECK_FALSE(has(words, {"LD_PRELOAD"}));
}

TEST_CASE("a virtual clock is named in the environment") {
  Plan plan;
  plan.launcher = "/l";
  plan.descriptors = {40, 41};
  plan.virtual_clock = VirtualClock{.library = "/c.so", .page_descriptor = 1, .block_offset = 64};
  const auto words = bwrap_arguments(plan, {.common = {.clock_socket = 5}}, {});
  CHECK(has(words, {"--setenv", "LD_PRELOAD", "/cupola/libcupola_clock.so"}));
  CHECK(has(words, {"--setenv", "CUPOLA_CLOCK", "4,64,5"}));
  CHECK(has(words, {"handed=3"}));
}
