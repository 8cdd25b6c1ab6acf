#include "runner/flight/rehearsal.hpp"

#include "runner/record/journal_writer.hpp"
#include "tests/runner/flight/fake_flight.hpp"
#include "tests/support/temporary_folder.hpp"

#include <doctest/doctest.h>

#include <algorithm>

using namespace cupola;
using namespace cupola::tests;

TEST_CASE("a rehearsal flies the first and last ten entries and every probe, as another bundle") {
  std::vector<std::string> ids;
  for (int number = 0; number < 30; ++number) ids.push_back(std::string{"e"}.append(std::to_string(number)));
  const mission::Bundle bundle = make_bundle(ids);
  const mission::Bundle rehearsal = flight::rehearsal_of(bundle);
  CHECK(rehearsal.sha256 != bundle.sha256);
  std::vector<std::string> entries;
  std::size_t probes = 0;
  for (const mission::BundleEntry& entry : rehearsal.entries) {
    if (entry.id.starts_with("probe-")) {
      ++probes;
    } else {
      entries.push_back(entry.id);
    }
  }
  CHECK(probes >= 10);
  REQUIRE(entries.size() == 20);
  CHECK(entries.front() == "e0");
  CHECK(entries[9] == "e9");
  CHECK(entries[10] == "e20");
  CHECK(flight::rehearsal_of(make_bundle({"a", "b"})).entries.size() == probes + 2);
}

TEST_CASE("a probe that got through is told, and one that did not fly") {
  const TemporaryFolder folder;
  FakeFlight flight{folder / "log"};
  flight.bundle = flight::rehearsal_of(make_bundle({"a"}));
  flight.runner.during = [&](const std::string& program, run::RunReport& report) {
    if (program.find("ValueError") != std::string::npos) report.verdict = record::Verdict::Error;
    if (program.find("socket") != std::string::npos) report.verdict = record::Verdict::Error;
    flight.stop = program.find("glob") != std::string::npos;
  };
  flight.fly();
  const auto rehearsed = flight::probes_in(record::read_journal(flight.log));
  const auto find = [&](const std::string& name) {
    return *std::find_if(rehearsed.begin(), rehearsed.end(),
                         [&](const auto& each) { return each.probe == name; });
  };
  CHECK(find("error").as_expected);
  CHECK(find("files").as_expected);
  CHECK_FALSE(find("network").as_expected);
  CHECK(find("network").verdict == "error");
  CHECK(find("network").expected == "finished or refused");
  CHECK_FALSE(find("finds").as_expected);
  CHECK(find("finds").verdict.empty());
}
