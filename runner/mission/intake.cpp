#include "runner/mission/intake.hpp"

#include "hat_driver/base/whole_file.hpp"
#include "runner/mission/program_source.hpp"
#include "runner/mission/registry.hpp"
#include "runner/record/sha256.hpp"

#include <algorithm>
#include <cerrno>
#include <system_error>

namespace cupola::mission {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t kLargestForm = std::size_t{64} << 20;
constexpr std::size_t kMostProgramBytes = std::size_t{512} << 20;

/// A row with the bytes of its program.
struct Submission {
  FormRow row;
  std::string bytes;
};

std::string place_of(const IntakeRequest& request, std::size_t line) {
  return request.csv ? request.csv->native() + ":" + std::to_string(line) : request.programs.native();
}

/// Every `.py` of the source as a row; its file name is the team.
Form form_of_files(const ProgramSource& source) {
  Form form;
  for (const std::string& name : source.names()) {
    FormRow row;
    row.entry.original_name = name;
    std::string problem =
        first_invalid_utf8(name) ? "the file's name is not UTF-8; rename it" : std::string{};
    if (problem.empty()) problem = set_field(row.entry, "team", fs::path{name}.stem().native());
    if (problem.empty()) {
      form.rows.push_back(std::move(row));
    } else {
      form.problems.push_back({0, "team", in_quotes(name) + ": " + problem});
    }
  }
  if (form.rows.empty() && form.problems.empty()) {
    form.problems.push_back(
        {0, "programs", "no .py file here; give the folder or ZIP that holds the programs"});
  }
  return form;
}

Form read_form_file(const IntakeRequest& request) {
  try {
    return read_form(base::read_whole_file(*request.csv, kLargestForm), request.unknown);
  } catch (const std::system_error& error) {
    const bool folder = error.code().value() == EISDIR;
    return {{}, {{0, "file", folder ? "is a folder; the CSV file is needed" : error.code().message()}}};
  }
}

std::string problem_line(const IntakeRequest& request, const FormProblem& problem) {
  const std::string place =
      problem.line == 0 && request.csv ? request.csv->native() : place_of(request, problem.line);
  return place + ": " + problem.field + ": " + problem.text;
}

std::vector<Submission> read_submissions(const IntakeRequest& request, std::vector<std::string>& problems) {
  const auto source = open_program_source(request.programs);
  problems = source->problems();
  Form form = request.csv ? read_form_file(request) : form_of_files(*source);
  std::stable_sort(form.problems.begin(), form.problems.end(),
                   [](const FormProblem& a, const FormProblem& b) { return a.line < b.line; });
  for (const FormProblem& problem : form.problems) problems.push_back(problem_line(request, problem));
  std::vector<Submission> submissions;
  std::size_t total = 0;
  for (FormRow& row : form.rows) {
    ProgramBytes program = source->read(row.entry.original_name);
    total += program.bytes.size();
    if (total > kMostProgramBytes)
      program.problem = "is past the first 512 MiB; take the programs in several parts";
    if (program.problem.empty()) {
      row.entry.program_sha256 = record::sha256_hex(program.bytes);
      submissions.push_back({std::move(row), std::move(program.bytes)});
    } else {
      problems.push_back(place_of(request, row.line) + ": program: " + program.problem);
    }
  }
  return submissions;
}

std::string id_from_folder(const fs::path& folder) {
  std::string name = fs::weakly_canonical(folder).filename().native();
  for (char& c : name) {
    if (!is_plain_id({&c, 1})) c = '-';
  }
  name.resize(std::min<std::size_t>(name.size(), 64));
  return name.empty() ? "mission" : name;
}

Mission open_or_make(const IntakeRequest& request) {
  if (fs::exists(request.folder / "mission.json")) return read_mission(request.folder);
  Mission mission;
  mission.folder = request.folder;
  mission.id = id_from_folder(request.folder);
  mission.name = mission.id;
  return mission;
}

void store_program(const Mission& mission, const Entry& entry, const std::string& bytes) {
  const fs::path path = program_path(mission, entry.id);
  std::error_code error;
  const bool same = fs::is_regular_file(path, error) && fs::file_size(path, error) == bytes.size() &&
                    base::read_whole_file(path) == bytes;
  if (!same) base::write_whole_file_unsynced(path, bytes);
}

}  // namespace

IntakeReport intake(const IntakeRequest& request) {
  if (request.rules && !is_plain_id(*request.rules, 64)) {
    throw std::invalid_argument("--rules: " + in_quotes(*request.rules) + " is no name of rules");
  }
  IntakeReport report;
  std::vector<Submission> submissions = read_submissions(request, report.problems);
  if (submissions.empty()) return report;
  const MissionLock lock{request.folder};
  const bool is_new = !fs::exists(request.folder / "mission.json");
  Mission mission = open_or_make(request);
  const bool new_rules = request.rules && (*request.rules != mission.rules || is_new);
  if (new_rules && request.limits) mission.limits = *request.limits;
  if (request.rules) mission.rules = *request.rules;
  if (request.name) mission.name = *request.name;
  Registry registry{read_entries(mission)};
  for (const Submission& each : submissions) registry.keep_free(each.row.entry.id);
  write_mission(mission);
  for (Submission& each : submissions) {
    const Registration result = registry.add(each.row.entry);
    if (!result.problem.empty()) {
      report.problems.push_back(place_of(request, each.row.line) + ": id: " + result.problem);
      continue;
    }
    store_program(mission, result.entry, each.bytes);
    report.added += result.change == Change::Added ? 1 : 0;
    report.updated += result.change == Change::Updated ? 1 : 0;
    report.unchanged += result.change == Change::None ? 1 : 0;
  }
  // The programs are on the disk before the entries that name them.
  base::sync_file_system(mission.folder);
  const std::vector<Entry> entries = registry.in_order_received();
  report.total = entries.size();
  write_entries(mission, entries);
  return report;
}

}  // namespace cupola::mission
