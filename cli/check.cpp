#include "runner/check/check.hpp"

#include "cli/command.hpp"
#include "cli/report.hpp"
#include "runner/check/mission_check.hpp"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <memory>
#include <stdexcept>
#include <string>
#include <thread>
#include <vector>

namespace cupola::cli {
namespace {

namespace fs = std::filesystem;

struct CheckOptions {
  std::vector<fs::path> inputs;
  std::string rules;
  std::string engine = "local";
  std::size_t jobs = std::max(1U, std::thread::hardware_concurrency());
  bool json = false;
};

std::string as_json(const check::CheckResult& result) {
  return check::check_json(result).dump(-1, ' ', false, nlohmann::ordered_json::error_handler_t::replace) +
         "\n";
}

std::string as_text(const check::CheckResult& result) {
  std::string text = fmt::format("{}  {}  {} {:.1f} s\n", result.flight ? "flies  " : "REFUSED", result.entry,
                                 record::verdict_name(result.report.verdict), result.report.usage.wall_s);
  for (const check::Finding& finding : result.findings) {
    const std::string place = finding.line > 0 ? fmt::format("line {}: ", finding.line) : std::string{};
    text += fmt::format("         {}: {}{}\n", check::severity_name(finding.severity), place, finding.text);
  }
  return text;
}

/// Prints results as they come in, with a line of progress on a terminal.
class Printer {
 public:
  Printer(const CheckOptions& options, std::size_t total) : json_(options.json), total_(total) {}

  void operator()(const check::CheckResult& result) {
    progress_.clear();
    print(json_ ? as_json(result) : as_text(result));
    ++done_;
    flying_ += result.flight ? 1 : 0;
    if (total_ > 1) progress_.show(fmt::format("{} of {} checked", done_, total_));
  }
  int finish() {
    progress_.clear();
    if (!json_)
      print(fmt::format("{} of {} have flight status, {} refused\n", flying_, total_, total_ - flying_));
    return flying_ == total_ ? 0 : kSomeFailed;
  }

 private:
  ProgressLine progress_;
  bool json_;
  std::size_t total_;
  std::size_t done_ = 0;
  std::size_t flying_ = 0;
};

int check_folder(const CheckOptions& options, const check::Run& run) {
  const mission::Mission mission = mission::read_mission(options.inputs.front());
  const std::vector<mission::Entry> entries = mission::read_entries(mission);
  if (entries.empty()) {
    throw std::invalid_argument(
        fmt::format("{}: the mission has no entries; cupola intake takes them in", mission.folder.native()));
  }
  Printer printer{options, entries.size()};
  check::check_mission(
      mission, entries,
      {.rules = options.rules, .jobs = options.jobs, .run = run, .on_result = std::ref(printer)});
  return printer.finish();
}

int check_files(const CheckOptions& options, const check::Run& run) {
  check::Settings settings;
  settings.rules = check::find_rules(options.rules.empty() ? "open" : options.rules);
  std::vector<check::Candidate> candidates;
  for (const fs::path& file : options.inputs) {
    candidates.push_back({.entry = file.string(), .program = file, .name = file.filename().string()});
  }
  Printer printer{options, candidates.size()};
  check::check_all(candidates, settings, options.jobs, run, std::ref(printer));
  return printer.finish();
}

int check_inputs(const CheckOptions& options) {
  if (options.engine != "local") {
    throw std::invalid_argument("--engine: only \"local\" is built in so far, got \"" + options.engine +
                                "\"");
  }
  const check::Run run = [installation = run::find_installation()](const run::RunRequest& request) {
    return run::run_program(request, installation);
  };
  const auto is_folder = [](const fs::path& path) { return fs::is_directory(path); };
  if (std::none_of(options.inputs.begin(), options.inputs.end(), is_folder)) return check_files(options, run);
  if (options.inputs.size() > 1) {
    throw std::invalid_argument("check takes one mission folder, or files; not several folders");
  }
  return check_folder(options, run);
}

}  // namespace

void add_check(Command app, Context& context) {
  const auto options = std::make_shared<CheckOptions>();
  app.add_option("input", options->inputs, "A mission's folder, or Python files")
      .type_name("MISSION|FILE…")
      .required();
  app.add_option("--rules", options->rules,
                 "open, or a season: mission-zero-2018 … mission-zero-2026 (default: the mission's own)")
      .type_name("NAME");
  app.add_option("-j,--jobs", options->jobs, "Programs checked at the same time (default: one per processor)")
      .in_range(1, 1024)
      .type_name("N");
  app.add_option("--engine", options->engine, "Where the checks run: local").capture_default_str();
  app.add_flag("--json", options->json, "One JSON object a line (docs/check.md)");
  app.footer(
      "Runs every program once, on the virtual clock, in the flight's own box, and says what keeps it from "
      "flying.\n"
      "A mission's results go to its checks.jsonl and, for people, to its review.html. Exit status 1: some "
      "are "
      "refused.");
  app.callback([options, &context] { context.status = check_inputs(*options); });
}

}  // namespace cupola::cli
