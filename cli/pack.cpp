#include "runner/mission/pack.hpp"

#include "cli/command.hpp"
#include "cli/report.hpp"
#include "runner/check/mission_check.hpp"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <memory>
#include <span>
#include <thread>

namespace cupola::cli {
namespace {

struct PackOptions {
  mission::PackRequest request;
  bool all = false;
  bool sign = false;
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
  object["signed_by"] = nullptr;
  if (report.signed_by) object["signed_by"] = record::key_hex(*report.signed_by);
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
  text += fmt::format("\nsha256 {}\n", report.bundle_sha256);
  if (report.signed_by) text += fmt::format("signed by {}\n", record::key_hex(*report.signed_by));
  return text;
}

/// Checks what has not been checked as it is now, with the mission's own rules.
void run_missing_checks(const mission::Mission& mission, std::span<const mission::Entry> entries) {
  const run::Installation installation = run::find_installation();
  ProgressLine progress;
  std::size_t done = 0;
  check::check_mission(
      mission, entries,
      {.rules = {},
       .jobs = std::max(1U, std::thread::hardware_concurrency()),
       .run = [&](const run::RunRequest& run) { return run::run_program(run, installation); },
       .on_result =
           [&](const check::CheckResult&) {
             progress.show(fmt::format("{} of {} checked", ++done, entries.size()));
           }});
}

int pack(const PackOptions& options) {
  mission::PackRequest request = options.request;
  request.check = run_missing_checks;
  if (options.all) request.selection = mission::Selection::All;
  mission::PackReport report;
  try {
    const auto& folder = options.request.folder;
    if (options.sign && !std::filesystem::exists(mission::mission_key_path(folder))) {
      mission::read_mission(folder);
      mission::make_mission_key(folder);
    }
    report = mission::pack(request);
  } catch (const mission::BadInput& error) {
    report.problems.emplace_back(error.what());
  }
  for (const std::string& problem : report.problems) complain(problem);
  print(options.json ? as_json(report) : as_text(options, report));
  return report.problems.empty() && report.packed > 0 ? 0 : kSomeFailed;
}

}  // namespace

void add_pack(Command app, Context& context) {
  const auto options = std::make_shared<PackOptions>();
  app.add_option("mission", options->request.folder, "The mission's folder").type_name("MISSION").required();
  app.add_option("-o,--output", options->request.output, "The bundle to write")
      .type_name("BUNDLE")
      .required();
  app.add_flag("--all", options->all, "Take entries without flight status too, and say so");
  app.add_flag(
      "--sign", options->sign,
      "Make the mission's key, keys/mission.key, if there is none; a bundle is signed when it is there");
  app.add_flag("--json", options->json, "One JSON object: packed, left_out, problems, bundle_sha256");
  app.footer(
      "Takes the entries that have flight status, in the order received; those that were refused are "
      "listed.\n"
      "An entry that has not been checked as it is now is checked first. The same mission gives the same "
      "bundle. What is in it: docs/bundle.md.");
  app.callback([options, &context] { context.status = pack(*options); });
}

}  // namespace cupola::cli
