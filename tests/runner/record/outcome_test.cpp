#include "runner/record/outcome.hpp"

#include <doctest/doctest.h>

#include <set>
#include <string>

using namespace cupola::record;

TEST_CASE("a name no verdict has is refused") {
  CHECK_FALSE(parse_verdict("").has_value());
  CHECK_FALSE(parse_verdict("Finished").has_value());
  CHECK_FALSE(parse_verdict("cut_at_limit").has_value());
  CHECK_FALSE(parse_clock("fast").has_value());
  CHECK_FALSE(parse_hat("auto").has_value());
}

TEST_CASE("every verdict has the name of the contract and reads back") {
  const std::set<std::string> contract{"finished",     "error",        "signal",  "cut-at-limit", "cpu-limit",
                                       "memory-limit", "output-limit", "refused", "interrupted",  "internal"};
  std::set<std::string> names;
  for (int value = 0; value <= static_cast<int>(Verdict::Internal); ++value) {
    const auto verdict = static_cast<Verdict>(value);
    names.emplace(verdict_name(verdict));
    CHECK(parse_verdict(verdict_name(verdict)) == verdict);
  }
  CHECK(names == contract);
}

TEST_CASE("clock and hat kinds read back") {
  for (const ClockKind kind : {ClockKind::Real, ClockKind::Virtual})
    CHECK(parse_clock(clock_name(kind)) == kind);
  for (const HatKind kind : {HatKind::Emulated, HatKind::Hardware}) CHECK(parse_hat(hat_name(kind)) == kind);
}
