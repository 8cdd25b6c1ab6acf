#include "runner/sandbox/process_tree.hpp"

#include "hat_driver/base/unique_fd.hpp"

#include <dirent.h>
#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <charconv>
#include <memory>
#include <optional>
#include <sstream>
#include <string>
#include <string_view>
#include <vector>

namespace cupola::sandbox {
namespace {

/// A fork bomb is bounded by its process limit; this bounds our own work should that fail.
constexpr std::size_t kMostProcesses = 4096;

std::optional<std::string> read_small(const std::string& path) {
  const base::UniqueFd fd{::open(path.c_str(), O_RDONLY | O_CLOEXEC)};
  std::string text(4096, '\0');
  const ssize_t count = fd.valid() ? ::read(fd.get(), text.data(), text.size()) : -1;
  if (count < 0) return std::nullopt;
  text.resize(static_cast<std::size_t>(count));
  return text;
}

std::vector<std::string_view> words_of(std::string_view text) {
  std::vector<std::string_view> words;
  for (std::size_t begin = text.find_first_not_of(" \n"); begin != std::string_view::npos;) {
    const std::size_t end = std::min(text.find_first_of(" \n", begin), text.size());
    words.push_back(text.substr(begin, end - begin));
    begin = text.find_first_not_of(" \n", end);
  }
  return words;
}

std::uint64_t number(std::string_view word) {
  std::uint64_t value = 0;
  std::from_chars(word.data(), word.data() + word.size(), value);
  return value;
}

/// The fields of a stat file from the third (state) on; the second, the name, may hold spaces and
/// parentheses.
std::vector<std::string_view> stat_fields(std::string_view stat) {
  const std::size_t name_end = stat.rfind(')');
  return name_end == std::string_view::npos ? std::vector<std::string_view>{}
                                            : words_of(stat.substr(name_end + 1));
}

std::vector<std::string> task_folders(pid_t process) {
  const std::string folder = "/proc/" + std::to_string(process) + "/task";
  std::vector<std::string> tasks;
  const auto close = [](DIR* dir) { ::closedir(dir); };
  const std::unique_ptr<DIR, decltype(close)> dir{::opendir(folder.c_str()), close};
  if (!dir) return tasks;
  while (const dirent* entry = ::readdir(dir.get())) {
    if (entry->d_name[0] != '.') tasks.push_back(folder + "/" + entry->d_name);
  }
  return tasks;
}

void add_children(const std::string& task, std::vector<pid_t>& processes) {
  const std::optional<std::string> children = read_small(task + "/children");
  if (!children) return;
  for (const std::string_view word : words_of(*children)) {
    if (processes.size() < kMostProcesses) processes.push_back(static_cast<pid_t>(number(word)));
  }
}

bool is_dead(std::string_view state) { return state == "Z" || state == "X"; }

/// Stopped, traced and sleeping tasks are blocked; one in disk wait will go on by itself.
bool is_blocked(std::string_view state) {
  return state == "S" || state == "T" || state == "t" || state == "I";
}

/// A task can call itself sleeping while it still runs, or is about to: one that reaps a child does so all
/// the while (do_wait sets the state before it looks). To say which system call a task sleeps in, the kernel
/// waits until it has left its processor, and says "running" of one that does not sleep after all. Where it
/// says nothing, the state must do.
bool is_off_its_processor(const std::string& folder) {
  const std::optional<std::string> call = read_small(folder + "/syscall");
  return !call || !call->starts_with("running");
}

/// proc(5), field 9: the kernel's PF_EXITING. Such a task sleeps at most for a moment, and never on our
/// clock.
bool is_exiting(std::string_view flags) { return (number(flags) & 4u) != 0; }

void look_at(const std::string& task, pid_t process, Census& census) {
  const std::optional<std::string> stat = read_small(task + "/stat");
  const std::optional<std::string> schedule = read_small(task + "/schedstat");
  const auto fields = stat ? stat_fields(*stat) : std::vector<std::string_view>{};
  const auto runs = schedule ? words_of(*schedule) : std::vector<std::string_view>{};
  ++census.tasks;
  census.alone = -1;
  if (fields.size() < 7 || runs.size() < 3) {
    census.all_blocked = false;
  } else if (!is_dead(fields[0])) {
    ++census.living;
    const bool exiting = is_exiting(fields[6]);
    if (!is_blocked(fields[0]) || exiting || !is_off_its_processor(task)) census.all_blocked = false;
    if (census.tasks == 1 && !exiting) census.alone = process;
  }
  // FNV-1a over task name and the number of times it was given a processor.
  const auto mix = [&census](std::string_view text) {
    for (const char letter : text)
      census.mark = (census.mark ^ static_cast<unsigned char>(letter)) * 0x100000001b3u;
  };
  mix(task);
  if (runs.size() >= 3) mix(runs[2]);
}

std::string_view state_of(pid_t process, std::string& stat) {
  stat = read_small("/proc/" + std::to_string(process) + "/stat").value_or("");
  const auto fields = stat_fields(stat);
  return fields.empty() ? std::string_view{} : fields[0];
}

/// Between the end of the program and the init's answer to it, whoever is left sleeps and would seem to wait
/// for time. `children` of the init that have ended are its work.
bool has_nothing_to_do(pid_t init, const std::vector<pid_t>& children) {
  std::string stat;
  if (!is_blocked(state_of(init, stat)) || !is_off_its_processor("/proc/" + std::to_string(init)))
    return false;
  return std::none_of(children.begin(), children.end(), [&](pid_t child) {
    const std::string_view state = state_of(child, stat);
    return state.empty() || is_dead(state);
  });
}

/// Sum over the fields of a smaps_rollup file that name memory of the processes' own, bytes.
std::uint64_t own_share(const std::string& rollup) {
  std::uint64_t kib = 0;
  std::istringstream lines{rollup};
  for (std::string line; std::getline(lines, line);) {
    if (!line.starts_with("Pss_Anon:") && !line.starts_with("Pss_Shmem:")) continue;
    const auto words = words_of(line);
    if (words.size() >= 2) kib += number(words[1]);
  }
  return kib * 1024;
}

/// Resident pages, those of files and shared ones too, bytes.
std::uint64_t resident(pid_t process) {
  const std::optional<std::string> statm = read_small("/proc/" + std::to_string(process) + "/statm");
  const auto pages = statm ? words_of(*statm) : std::vector<std::string_view>{};
  return pages.size() < 2 ? 0 : number(pages[1]) * static_cast<std::uint64_t>(::sysconf(_SC_PAGESIZE));
}

std::vector<pid_t> processes_under(pid_t init) {
  std::vector<pid_t> processes{init};
  for (std::size_t i = 0; i < processes.size(); ++i) {
    for (const std::string& task : task_folders(processes[i])) add_children(task, processes);
  }
  return processes;
}

double ticks_of(pid_t process) {
  const std::optional<std::string> stat = read_small("/proc/" + std::to_string(process) + "/stat");
  const auto fields = stat ? stat_fields(*stat) : std::vector<std::string_view>{};
  // proc(5) counts from 1 with the name as 2: utime 14, stime 15, cutime 16, cstime 17.
  if (fields.size() < 15) return 0;
  return static_cast<double>(number(fields[11]) + number(fields[12]) + number(fields[13]) +
                             number(fields[14]));
}

}  // namespace

Census look_at_tasks(pid_t init) {
  Census census{.all_blocked = true, .mark = 0xcbf29ce484222325u};
  std::vector<pid_t> processes{init};
  for (std::size_t i = 0; i < processes.size(); ++i) {
    for (const std::string& task : task_folders(processes[i])) {
      if (i > 0) look_at(task, processes[i], census);
      add_children(task, processes);
    }
    if (i == 0 && !has_nothing_to_do(init, {processes.begin() + 1, processes.end()})) {
      census.all_blocked = false;
    }
  }
  if (census.living == 0) census.all_blocked = false;
  return census;
}

bool holds_more_memory(pid_t init, std::uint64_t limit) {
  const std::vector<pid_t> processes = processes_under(init);
  std::uint64_t sum = 0;
  for (const pid_t process : processes) sum += resident(process);
  if (sum <= limit) return false;
  sum = 0;
  for (const pid_t process : processes) {
    sum += own_share(read_small("/proc/" + std::to_string(process) + "/smaps_rollup").value_or(""));
  }
  return sum > limit;
}

double cpu_seconds(pid_t init) {
  double ticks = 0;
  for (const pid_t process : processes_under(init)) ticks += ticks_of(process);
  return ticks / static_cast<double>(::sysconf(_SC_CLK_TCK));
}

}  // namespace cupola::sandbox
