#include "emulator/serve/programs.hpp"

#include "hat_driver/board/text.hpp"

#include <fcntl.h>
#include <poll.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <utility>

namespace cupola::serve {
namespace {

constexpr std::string_view kUnknown = "a program";
constexpr std::size_t kLongestName = 64;
/// A program may connect as often as it likes, under as many processes as it can make.
constexpr std::size_t kMostTracked = 64;

std::vector<std::string_view> arguments_of(std::string_view line) {
  std::vector<std::string_view> arguments;
  while (!line.empty()) {
    const std::size_t end = std::min(line.find('\0'), line.size());
    arguments.push_back(line.substr(0, end));
    line.remove_prefix(std::min(end + 1, line.size()));
  }
  return arguments;
}

std::string_view file_name(std::string_view path) { return path.substr(path.find_last_of('/') + 1); }

bool contains(std::string_view text, std::string_view part) { return text.find(part) != text.npos; }

/// What Python was told to run: a file, or a module or a text of which we know who writes such.
std::string_view python_runs(const std::vector<std::string_view>& arguments) {
  for (std::size_t i = 1; i < arguments.size(); ++i) {
    const std::string_view argument = arguments[i];
    const bool takes_next = argument == "-m" || argument == "-c" || argument == "-W" || argument == "-X";
    if (argument == "-m" || argument == "-c") {
      const std::string_view what = i + 1 < arguments.size() ? arguments[i + 1] : "";
      if (contains(what, "thonny")) return "Thonny";
      if (contains(what, "idlelib")) return "IDLE";
      return argument == "-m" && !what.empty() ? what : file_name(arguments[0]);
    }
    if (takes_next) ++i;
    if (!argument.starts_with('-')) return file_name(argument);
  }
  return file_name(arguments[0]);
}

std::string presentable(std::string_view name) {
  if (name.empty() || !board::is_utf8(name)) return std::string(kUnknown);
  std::string shown(board::cut_utf8(name, kLongestName));
  const auto is_control = [](char c) { return (c >= 0 && c < ' ') || c == '\x7f'; };
  std::replace_if(shown.begin(), shown.end(), is_control, '?');
  return shown;
}

bool has_ended(int process) {
  pollfd ended{.fd = process, .events = POLLIN, .revents = 0};
  return ::poll(&ended, 1, 0) == 1;
}

}  // namespace

std::string program_name(std::string_view command_line) {
  const auto arguments = arguments_of(command_line);
  if (arguments.empty()) return std::string(kUnknown);
  const std::string_view program = file_name(arguments[0]);
  return presentable(program.starts_with("python") ? python_runs(arguments) : program);
}

std::string program_name(pid_t pid) {
  const std::string path = "/proc/" + std::to_string(pid) + "/cmdline";
  const base::UniqueFd file(::open(path.c_str(), O_RDONLY | O_CLOEXEC));
  std::array<char, 4096> line{};
  const ssize_t size = file.valid() ? ::read(file.get(), line.data(), line.size()) : 0;
  return program_name(std::string_view(line.data(), size > 0 ? static_cast<std::size_t>(size) : 0));
}

void Programs::take_in(board::Visitor visitor) {
  std::erase_if(tracked_, [](const Tracked& each) { return !each.program.running; });
  const auto known = [&](const Tracked& each) { return each.program.pid == visitor.pid; };
  if (std::any_of(tracked_.begin(), tracked_.end(), known) || tracked_.size() >= kMostTracked) return;
  const bool running = visitor.process.valid() && !has_ended(visitor.process.get());
  tracked_.push_back({.program = {.pid = visitor.pid, .name = program_name(visitor.pid), .running = running},
                      .process = std::move(visitor.process)});
}

bool Programs::reap() {
  bool any = false;
  for (Tracked& each : tracked_) {
    if (!each.program.running || !has_ended(each.process.get())) continue;
    each.program.running = false;
    each.process.reset();
    any = true;
  }
  return any;
}

ProgramState Programs::state() const {
  if (tracked_.empty()) return ProgramState::None;
  const auto runs = [](const Tracked& each) { return each.program.running; };
  return std::any_of(tracked_.begin(), tracked_.end(), runs) ? ProgramState::Running : ProgramState::Gone;
}

std::vector<Program> Programs::list() const {
  std::vector<Program> programs;
  programs.reserve(tracked_.size());
  for (const Tracked& each : tracked_) programs.push_back(each.program);
  return programs;
}

std::vector<int> Programs::fds() const {
  std::vector<int> fds;
  for (const Tracked& each : tracked_) {
    if (each.program.running) fds.push_back(each.process.get());
  }
  return fds;
}

}  // namespace cupola::serve
