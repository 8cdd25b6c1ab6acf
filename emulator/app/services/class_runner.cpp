#include "emulator/app/services/class_runner.hpp"

#include "emulator/app/services/pipe_reader.hpp"
#include "emulator/app/services/run_report.hpp"

#include <sys/stat.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <system_error>
#include <utility>

namespace cupola::app {
namespace {

namespace fs = std::filesystem;
using ui::ClassEntry;
using ui::ClassPhase;

/// A program's 256 KiB on each stream, escaped six to one, and room for the rest.
constexpr std::size_t kMostOutput = std::size_t{8} << 20;
/// Names of one folder that are looked at: somebody may choose a camera's memory card.
constexpr std::size_t kMostNames = 20'000;

void fail(ClassEntry& entry, std::string why) {
  entry.phase = ClassPhase::Failed;
  entry.error = std::move(why);
}

/// What the command said on stderr instead of a report.
std::string complaint(const std::string& errors) {
  constexpr std::string_view kPrefix = "cupola: ";
  const std::string line = first_line(errors);
  if (line.empty()) return "it could not be run, and nothing says why";
  return line.starts_with(kPrefix) ? line.substr(kPrefix.size()) : line;
}

}  // namespace

ClassRunner::ClassRunner(fs::path command, std::size_t at_once)
    : command_(std::move(command)), at_once_(std::max<std::size_t>(at_once, 1)) {}

ClassRunner::File ClassRunner::file_at(const fs::path& path) {
  File file{.name = path.filename().string(), .stamp = {}, .ran = {}, .trouble = {}};
  struct stat status {};
  if (::stat(path.c_str(), &status) != 0) {
    file.trouble = std::string("cannot be read: ") + std::strerror(errno);
    return file;
  }
  file.stamp = {.time_ns = std::int64_t{status.st_mtim.tv_sec} * 1'000'000'000 + status.st_mtim.tv_nsec,
                .size = status.st_size,
                .inode = status.st_ino};
  if (S_ISDIR(status.st_mode)) {
    file.trouble = "is a folder, not a program";
  } else if (!S_ISREG(status.st_mode)) {
    file.trouble = "is not a file";
  }
  return file;
}

/// None, and the `problem`, if the folder cannot be read.
std::optional<std::vector<ClassRunner::File>> ClassRunner::list() {
  std::error_code error;
  std::vector<std::string> names;
  std::size_t looked = 0;
  fs::directory_iterator place(folder_, error);
  for (; !error && place != fs::directory_iterator() && looked < kMostNames; place.increment(error)) {
    ++looked;
    std::string name = place->path().filename().string();
    if (name.ends_with(".py") && !name.starts_with('.')) names.push_back(std::move(name));
  }
  problem_ = error ? "read " + folder_.string() + ": " + error.message() : "";
  if (error) return std::nullopt;
  std::sort(names.begin(), names.end(), ui::natural_less);
  left_out_ = names.size() - std::min(names.size(), kMostPrograms);
  names.resize(names.size() - left_out_);
  std::vector<File> files;
  files.reserve(names.size());
  for (const std::string& name : names) files.push_back(file_at(folder_ / name));
  return files;
}

void ClassRunner::open(const fs::path& folder, base::Monotonic now) {
  stop();
  std::error_code error;
  folder_ = fs::absolute(folder, error);
  files_.clear();
  entries_.clear();
  left_out_ = 0;
  look();
  look_at_ = now + kLookPeriod;
}

/// True if something changed that is shown.
bool ClassRunner::look() {
  const std::string problem_before = problem_;
  auto found = list();
  // A share that is away for a moment must not take the results with it.
  if (!found) return problem_ != problem_before;
  std::vector<ClassEntry> entries;
  bool changed = problem_ != problem_before || found->size() != files_.size();
  for (File& file : *found) {
    const auto known = index_of(file.name);
    ClassEntry entry = known ? std::move(entries_[*known]) : ClassEntry{.name = file.name};
    if (known) file.ran = files_[*known].ran;
    const bool was_stale = entry.stale;
    const bool mended = known && !files_[*known].trouble.empty() && file.trouble.empty();
    if (mended) entry = {.name = file.name};
    if (!file.trouble.empty()) fail(entry, file.trouble);
    const bool ended = entry.phase == ClassPhase::Done || entry.phase == ClassPhase::Failed;
    entry.stale = ended && file.trouble.empty() && file.stamp != file.ran;
    changed = changed || !known || mended || entry.stale != was_stale;
    entries.push_back(std::move(entry));
  }
  files_ = std::move(*found);
  entries_ = std::move(entries);
  std::erase_if(jobs_, [&](const Job& job) { return !index_of(job.name); });
  return changed;
}

std::optional<std::size_t> ClassRunner::index_of(std::string_view name) const {
  const auto found =
      std::find_if(files_.begin(), files_.end(), [&](const File& file) { return file.name == name; });
  if (found == files_.end()) return std::nullopt;
  return static_cast<std::size_t>(found - files_.begin());
}

void ClassRunner::forget(std::string_view name) {
  std::erase_if(jobs_, [&](const Job& job) { return job.name == name; });
  std::erase(waiting_, name);
}

void ClassRunner::run_all(base::Monotonic now) {
  stop();
  for (std::size_t i = 0; i < files_.size(); ++i) {
    if (!files_[i].trouble.empty()) continue;
    entries_[i] = {.name = files_[i].name, .phase = ClassPhase::Waiting};
    waiting_.push_back(files_[i].name);
  }
  start_waiting(now);
}

void ClassRunner::run(std::string_view name, base::Monotonic now) {
  const auto index = index_of(name);
  if (!index || !files_[*index].trouble.empty()) return;
  forget(name);
  entries_[*index] = {.name = files_[*index].name, .phase = ClassPhase::Waiting};
  waiting_.push_front(files_[*index].name);
  start_waiting(now);
}

void ClassRunner::stop() {
  jobs_.clear();
  waiting_.clear();
  for (ClassEntry& entry : entries_) {
    if (entry.phase == ClassPhase::Waiting || entry.phase == ClassPhase::Running)
      entry.phase = ClassPhase::NotRun;
  }
}

bool ClassRunner::start_waiting(base::Monotonic now) {
  bool started = false;
  while (jobs_.size() < at_once_ && !waiting_.empty()) {
    const auto index = index_of(waiting_.front());
    waiting_.pop_front();
    if (!index) continue;
    started = true;
    try {
      launch(files_[*index], entries_[*index], now);
    } catch (const std::system_error& error) {
      fail(entries_[*index], error.what());
    }
  }
  return started;
}

void ClassRunner::launch(File& file, ClassEntry& entry, base::Monotonic now) {
  if (!scratch_) scratch_.emplace("class");
  const fs::path path = folder_ / file.name;
  file.stamp = file.ran = file_at(path).stamp;
  const fs::path film = *scratch_ / (std::to_string(++films_) + ".film");
  base::ChildProcess child =
      base::ChildProcess::start({.arguments = {command_.string(), "run", "--clock", "virtual", "--json",
                                               "--film", film.string(), path.string()},
                                 .environment = base::environment_with({}),
                                 .folder = scratch_->path()});
  child.input().reset();
  jobs_.push_back({.name = file.name, .child = std::move(child), .film = film, .deadline = now + kPatience});
  entry.phase = ClassPhase::Running;
}

void ClassRunner::finish(Job& job, const base::ChildEnd& end) {
  ClassEntry& entry = entries_[*index_of(job.name)];
  if (end.signal || end.exit_code > 1 || job.output.empty()) {
    fail(entry, complaint(job.errors));
    return;
  }
  read_run_report(job.output, entry);
  if (!entry.verdict.empty()) read_run_film(job.film, entry);
  std::error_code ignored;
  fs::remove(job.film, ignored);
}

/// True if the job has ended.
bool ClassRunner::serve(Job& job, base::Monotonic now) {
  const auto end = job.child.end();
  read_available(job.output, job.child.output(), kMostOutput);
  read_available(job.errors, job.child.errors(), kMostOutput);
  if (end) {
    finish(job, *end);
    return true;
  }
  if (now < job.deadline && job.output.size() < kMostOutput && job.errors.size() < kMostOutput) return false;
  fail(entries_[*index_of(job.name)], "it took too long and was given up");
  return true;
}

bool ClassRunner::tick(base::Monotonic now) {
  bool changed = std::erase_if(jobs_, [&](Job& job) { return serve(job, now); }) > 0;
  changed = start_waiting(now) || changed;
  if (!folder_.empty() && now >= look_at_) {
    look_at_ = now + kLookPeriod;
    changed = look() || changed;
  }
  return changed;
}

std::vector<int> ClassRunner::fds() const {
  std::vector<int> fds;
  for (const Job& job : jobs_) {
    fds.push_back(job.child.fd());
    for (const base::UniqueFd* stream : {&job.child.output(), &job.child.errors()}) {
      if (stream->valid()) fds.push_back(stream->get());
    }
  }
  return fds;
}

std::optional<base::Monotonic> ClassRunner::due() const {
  if (folder_.empty()) return std::nullopt;
  base::Monotonic due = look_at_;
  for (const Job& job : jobs_) due = std::min(due, job.deadline);
  return due;
}

}  // namespace cupola::app
