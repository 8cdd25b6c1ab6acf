#include "runner/check/check.hpp"

#include "cli/command.hpp"
#include "hat_driver/base/whole_file.hpp"
#include "runner/check/review.hpp"
#include "runner/mission/checks.hpp"
#include "runner/mission/mission.hpp"

#include <fmt/format.h>
#include <cupola/hat/profile.hpp>
#include <nlohmann/json.hpp>

#include <unistd.h>

#include <algorithm>
#include <iostream>
#include <map>
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

/// What is checked, and what is known of it besides.
struct Work {
  check::Settings settings;
  std::vector<check::Candidate> candidates;
  std::map<std::string, std::string> teams;  ///< by entry; empty for plain files
};

Work mission_work(const mission::Mission& mission, const CheckOptions& options) {
  Work work;
  work.settings = {.rules = check::find_rules(options.rules.empty() ? mission.rules : options.rules),
                   .limits = mission.limits,
                   .profile = hat::parse_profile(mission.profile).value()};
  for (const mission::Entry& entry : mission::read_entries(mission)) {
    work.candidates.push_back(
        {.entry = entry.id, .program = mission::program_path(mission, entry.id), .name = entry.id + ".py"});
    work.teams[entry.id] = entry.team;
  }
  return work;
}

Work files_work(const CheckOptions& options) {
  Work work;
  work.settings.rules = check::find_rules(options.rules.empty() ? "open" : options.rules);
  for (const fs::path& file : options.inputs) {
    work.candidates.push_back({.entry = file.string(), .program = file, .name = file.filename().string()});
  }
  return work;
}

std::string json_line(const check::CheckResult& result) {
  return check::check_json(result).dump(-1, ' ', false, nlohmann::ordered_json::error_handler_t::replace);
}

void print_result(const check::CheckResult& result) {
  fmt::print("{}  {}  {} {:.1f} s\n", result.flight ? "flies  " : "REFUSED", result.entry,
             record::verdict_name(result.report.verdict), result.report.usage.wall_s);
  for (const check::Finding& finding : result.findings) {
    const std::string place = finding.line > 0 ? fmt::format("line {}: ", finding.line) : std::string{};
    fmt::print("         {}: {}{}\n", check::severity_name(finding.severity), place, finding.text);
  }
}

/// Runs the checks; returns how many have flight status. Keeps rows and lines when they are wanted.
std::size_t run_checks(const Work& work, const CheckOptions& options, std::vector<std::string>* lines,
                       std::vector<check::ReviewRow>* rows) {
  const run::Installation installation = run::find_installation();
  const bool progress = ::isatty(STDERR_FILENO) != 0 && work.candidates.size() > 1;
  std::size_t done = 0;
  std::size_t flying = 0;
  check::check_all(
      work.candidates, work.settings, options.jobs,
      [&](const run::RunRequest& request) { return run::run_program(request, installation); },
      [&](const check::CheckResult& result) {
        flying += result.flight ? 1 : 0;
        std::string line = json_line(result);
        if (options.json) std::cout << line << '\n' << std::flush;
        if (!options.json) print_result(result);
        if (lines != nullptr) lines->push_back(std::move(line));
        if (rows != nullptr) rows->push_back({.team = work.teams.at(result.entry), .result = result});
        if (progress) fmt::print(stderr, "\r{} of {} checked ", ++done, work.candidates.size());
      });
  if (progress) fmt::print(stderr, "\n");
  return flying;
}

void finish(std::size_t flying, std::size_t total, const CheckOptions& options, Context& context) {
  if (!options.json) fmt::print("{} of {} have flight status, {} refused\n", flying, total, total - flying);
  context.status = flying == total ? 0 : 1;
}

void check_mission(const CheckOptions& options, Context& context) {
  const mission::Mission mission = mission::read_mission(options.inputs.front());
  const mission::MissionLock lock{mission.folder};
  const Work work = mission_work(mission, options);
  if (work.candidates.empty()) {
    throw std::invalid_argument(
        fmt::format("{}: the mission has no entries; cupola intake adds them", mission.folder.string()));
  }
  std::vector<std::string> lines;
  std::vector<check::ReviewRow> rows;
  const std::size_t flying = run_checks(work, options, &lines, &rows);
  mission::write_checks(mission, lines);
  base::write_whole_file(mission.folder / "review.html", check::review_page(mission.name, rows));
  finish(flying, work.candidates.size(), options, context);
}

void check_inputs(const CheckOptions& options, Context& context) {
  if (options.engine != "local") {
    throw std::invalid_argument("--engine: only \"local\" is built in so far, got \"" + options.engine +
                                "\"");
  }
  if (fs::is_directory(options.inputs.front())) {
    if (options.inputs.size() > 1) throw std::invalid_argument("check one mission at a time, or files only");
    check_mission(options, context);
    return;
  }
  const Work work = files_work(options);
  finish(run_checks(work, options, nullptr, nullptr), work.candidates.size(), options, context);
}

}  // namespace

void add_check(CLI::App& app, Context& context) {
  const auto options = std::make_shared<CheckOptions>();
  app.add_option("input", options->inputs, "a mission folder, or Python files")->required();
  app.add_option("--rules", options->rules,
                 "open, mission-zero-2018 … mission-zero-2026 (default: the mission's)");
  app.add_option("-j,--jobs", options->jobs, "programs checked at the same time (default: one per processor)")
      ->check(CLI::Range(1, 1024));
  app.add_option("--engine", options->engine, "local")->capture_default_str();
  app.add_flag("--json", options->json, "one JSON object a line (docs/check.md)");
  app.callback([options, &context] { check_inputs(*options, context); });
}

}  // namespace cupola::cli
