#include "runner/mission/intake.hpp"

#include "cli/command.hpp"
#include "cli/report.hpp"
#include "runner/check/rules.hpp"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <memory>

namespace cupola::cli {
namespace {

struct IntakeOptions {
  mission::IntakeRequest request;
  std::string csv;
  std::string rules;
  std::string name;
  bool ignore_unknown = false;
  bool json = false;
};

std::string as_json(const mission::IntakeReport& report) {
  nlohmann::ordered_json object;
  object["entries"] = report.total;
  object["added"] = report.added;
  object["updated"] = report.updated;
  object["unchanged"] = report.unchanged;
  object["problems"] = report.problems;
  return object.dump(-1, ' ', false, nlohmann::ordered_json::error_handler_t::replace) + "\n";
}

int intake(const IntakeOptions& options) {
  mission::IntakeRequest request = options.request;
  if (!options.csv.empty()) request.csv = options.csv;
  if (!options.rules.empty()) {
    const check::Rules& rules = check::find_rules(options.rules);
    request.rules = rules.name;
    request.limits = rules.limits;
  }
  if (!options.name.empty()) request.name = options.name;
  if (options.ignore_unknown) request.unknown = mission::UnknownColumns::Ignore;
  mission::IntakeReport report;
  try {
    report = mission::intake(request);
  } catch (const mission::BadInput& error) {
    report.problems.emplace_back(error.what());
  }
  for (const std::string& problem : report.problems) complain(problem);
  if (options.json) {
    print(as_json(report));
  } else if (report.total > 0) {
    print(fmt::format("{}: {} entries ({} new, {} changed, {} as before), {} problems\n",
                      request.folder.native(), report.total, report.added, report.updated, report.unchanged,
                      report.problems.size()));
  }
  return report.problems.empty() ? 0 : kSomeFailed;
}

}  // namespace

void add_intake(Command app, Context& context) {
  const auto options = std::make_shared<IntakeOptions>();
  app.add_option("mission", options->request.folder, "The mission's folder; made if it is not there")
      .type_name("MISSION")
      .required();
  app.add_option("--csv", options->csv,
                 "What the form said; without it every .py is an entry, its name the team")
      .type_name("FILE");
  app.add_option("--programs", options->request.programs, "The folder or ZIP file with the programs")
      .type_name("DIR|ZIP")
      .required();
  app.add_option(
         "--rules", options->rules,
         "open, mission-space-lab, or a season: mission-zero-2018 … mission-zero-2026; with their limits")
      .type_name("NAME");
  app.add_option("--name", options->name, "What certificates call the mission (default: the folder's name)")
      .type_name("TEXT");
  app.add_flag("--ignore-unknown", options->ignore_unknown, "Leave out columns Cupola does not know");
  app.add_flag("--json", options->json, "One JSON object: entries, added, updated, unchanged, problems");
  app.footer(
      "Columns: program (required), id, team, members, school, country, language, mentor, email, place,\n"
      "timezone, received; docs/mission.md says what goes into them. Each problem gets one line, everything\n"
      "else is taken in; the exit status is then 1. The same CSV again adds nothing twice.");
  app.callback([options, &context] { context.status = intake(*options); });
}

}  // namespace cupola::cli
