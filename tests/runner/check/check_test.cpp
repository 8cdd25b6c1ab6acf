#include "runner/check/check.hpp"

#include "hat_driver/base/whole_file.hpp"
#include "tests/support/temporary_folder.hpp"

#include <doctest/doctest.h>
#include <nlohmann/json.hpp>

#include <atomic>
#include <stdexcept>

using namespace cupola;
using check::Candidate;
using check::CheckResult;
using tests::TemporaryFolder;

namespace {

run::RunReport fake_run(const run::RunRequest& request) {
  if (request.name == "broken.py") throw std::runtime_error("no bubblewrap");
  run::RunReport report;
  report.verdict = record::Verdict::Finished;
  report.claims.leds_used = true;
  report.out = "name=" + request.name + "\xff";
  return report;
}

}  // namespace

TEST_CASE("a file that cannot be read is a finding, not an exception") {
  const TemporaryFolder folder;
  base::write_whole_file(folder / "big.py", std::string((std::size_t{1} << 20) + 1, '#'));
  for (const auto& path : {folder / "missing.py", folder.path(), folder / "big.py"}) {
    const CheckResult result =
        check::check_program({.entry = "1", .program = path, .name = "1.py"}, {}, fake_run);
    CHECK_FALSE(result.flight);
    REQUIRE(result.findings.size() == 1);
    CHECK(result.findings[0].id == "unreadable");
    CHECK(result.findings[0].text.find(path.native()) != std::string::npos);
  }
}

TEST_CASE("a box that cannot be built is our fault, not the program's") {
  const TemporaryFolder folder;
  base::write_whole_file(folder / "broken.py", "x = 1\n");
  const CheckResult result = check::check_program(
      {.entry = "1", .program = folder / "broken.py", .name = "broken.py"}, {}, fake_run);
  CHECK_FALSE(result.flight);
  CHECK(result.findings.at(0).id == "internal");
  CHECK(result.report.verdict == record::Verdict::Internal);
}

TEST_CASE("results come in the order of the candidates, whoever finishes first, each exactly once") {
  const TemporaryFolder folder;
  std::vector<Candidate> candidates;
  for (int k = 0; k < 50; ++k) {
    const std::string name = std::to_string(k) + ".py";
    base::write_whole_file(folder / name, "x = 1\n");
    candidates.push_back({.entry = std::to_string(k), .program = folder / name, .name = name});
  }
  std::atomic<int> runs = 0;
  std::vector<std::string> order;
  check::check_all(
      candidates, {}, 4,
      [&](const run::RunRequest& request) {
        ++runs;
        return fake_run(request);
      },
      [&](const CheckResult& result) { order.push_back(result.entry); });
  REQUIRE(order.size() == 50);
  CHECK(runs == 50);
  for (int k = 0; k < 50; ++k) CHECK(order[static_cast<std::size_t>(k)] == std::to_string(k));
}

TEST_CASE("an exception of the receiver ends the work and is passed on") {
  const TemporaryFolder folder;
  base::write_whole_file(folder / "a.py", "x = 1\n");
  const std::vector<Candidate> candidates(20, {.entry = "a", .program = folder / "a.py", .name = "a.py"});
  CHECK_THROWS_WITH(check::check_all(candidates, {}, 2, fake_run,
                                     [](const CheckResult&) { throw std::runtime_error("disk full"); }),
                    "disk full");
}

TEST_CASE("the JSON holds the contract's fields and survives output that is not UTF-8") {
  const TemporaryFolder folder;
  base::write_whole_file(folder / "a.py", "x = 1\n");
  const auto json = check::check_json(
      check::check_program({.entry = "a", .program = folder / "a.py", .name = "a.py"}, {}, fake_run));
  CHECK(json["entry"] == "a");
  CHECK(json["flight"] == true);
  CHECK(json["verdict"] == "finished");
  CHECK(json["clock"] == "virtual");
  CHECK(json["claims"]["leds_used"] == true);
  CHECK(json["findings"].at(0)["id"] == "too-dark");
  CHECK(json["program_sha256"].get<std::string>().size() == 64);
  CHECK_NOTHROW(json.dump(-1, ' ', false, nlohmann::ordered_json::error_handler_t::replace));
}
