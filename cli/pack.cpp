#include "runner/mission/pack.hpp"

#include "cli/command.hpp"
#include "cli/report.hpp"
#include "runner/check/check.hpp"
#include "runner/mission/checks.hpp"

#include <fmt/format.h>
#include <cupola/hat/profile.hpp>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <memory>
#include <thread>

namespace cupola::cli {
namespace {

struct PackOptions {
  mission::PackRequest request;
  bool all = false;
  bool json = false;
};

std::string as_json(const mission::PackReport& report) {
  nlohmann::ordered_json object;
  object["packed"] = report.packed;
  object["without_flight_status"] = report.without_status;
  object["left_out"] = nlohmann::json::array();
  for (const mission::LeftOut& each : report.left_out) {
    object["left_out"].push_back({{"entry", each.id}, {"reason", each.reason}});
  }
  object["problems"] = report.problems;
  object["bundle_sha256"] = report.bundle_sha256;
  return object.dump(-1, ' ', false, nlohmann::ordered_json::error_handler_t::replace) + "\n";
}

std::string as_text(const PackOptions& options, const mission::PackReport& report) {
  std::string text;
  for (const mission::LeftOut& each : report.left_out) {
    text += fmt::format("left out {}: {}\n", each.id, each.reason);
  }
  if (report.packed == 0) return text + "nothing to pack\n";
  text += fmt::format("{}: {} entries packed, {} left out", options.request.output.native(), report.packed,
                      report.left_out.size());
  if (options.all)
    text += fmt::format("; all were asked for, {} have no flight status", report.without_status);
  return text + fmt::format("\nsha256 {}\n", report.bundle_sha256);
}

/// Checks entries and adds the results to those the mission has.
void check_missing(const mission::Mission& mission, std::span<const mission::Entry> entries) {
  const mission::MissionLock lock{mission.folder};
  const run::Installation installation = run::find_installation();
  const check::Settings settings{.rules = check::find_rules(mission.rules),
                                 .limits = mission.limits,
                                 .profile = hat::parse_profile(mission.profile).value()};
  std::vector<check::Candidate> candidates;
  for (const mission::Entry& entry : entries) {
    candidates.push_back(
        {.entry = entry.id, .program = mission::program_path(mission, entry.id), .name = entry.id + ".py"});
  }
  std::vector<std::string> lines = mission::read_check_lines(mission);
  ProgressLine progress;
  std::size_t done = 0;
  check::check_all(
      candidates, settings, std::max(1U, std::thread::hardware_concurrency()),
      [&](const run::RunRequest& request) { return run::run_program(request, installation); },
      [&](const check::CheckResult& result) {
        const nlohmann::ordered_json line = check::check_json(result);
        lines.push_back(line.dump(-1, ' ', false, nlohmann::ordered_json::error_handler_t::replace));
        progress.show(fmt::format("{} of {} missing checks done", ++done, candidates.size()));
      });
  mission::write_checks(mission, lines);
}

int pack(const PackOptions& options) {
  mission::PackRequest request = options.request;
  request.check = check_missing;
  if (options.all) request.selection = mission::Selection::All;
  mission::PackReport report;
  try {
    report = mission::pack(request);
  } catch (const mission::BadInput& error) {
    report.problems.emplace_back(error.what());
  }
  for (const std::string& problem : report.problems) complain(problem);
  print(options.json ? as_json(report) : as_text(options, report));
  return report.problems.empty() && report.packed > 0 ? 0 : kSomeFailed;
}

}  // namespace

void add_pack(CLI::App& app, Context& context) {
  const auto options = std::make_shared<PackOptions>();
  app.add_option("mission", options->request.folder, "The mission's folder")
      ->type_name("MISSION")
      ->required();
  app.add_option("-o,--output", options->request.output, "The bundle to write")
      ->type_name("BUNDLE")
      ->required();
  app.add_flag("--all", options->all, "Take entries without flight status too, and say so");
  app.add_flag("--json", options->json, "One JSON object: packed, left_out, problems, bundle_sha256");
  app.footer(
      "Takes the entries that have flight status, in the order received; those that were refused are "
      "listed.\n"
      "The same mission gives the same bundle. What is in it: docs/bundle.md.");
  app.callback([options, &context] { context.status = pack(*options); });
}

}  // namespace cupola::cli
