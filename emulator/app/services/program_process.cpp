#include "emulator/app/services/program_process.hpp"

#include <fcntl.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <csignal>
#include <cstdlib>
#include <utility>

namespace cupola::app {
namespace {

/// What a program that reads nothing can make us hold for it.
constexpr std::size_t kMostInput = std::size_t{1} << 20;
/// What an owner that does not fetch its output makes us hold.
constexpr std::size_t kMostOutput = std::size_t{4} << 20;

base::ChildCommand command_of(const ProgramStart& start) {
  // By absolute path: another python3 may come first on PATH, and it would not have our module.
  base::ChildCommand command{.arguments = {"/usr/bin/python3", "-u", start.file.filename().string()},
                             .environment = {},
                             .folder = start.file.parent_path()};
  std::vector<std::string> changes{"CUPOLA_BOARD=" + start.board, "SENSE_HAT_BACKEND=board",
                                   "PYTHONIOENCODING=utf-8:backslashreplace"};
  if (!start.python_packages.empty()) {
    const char* const others = std::getenv("PYTHONPATH");
    std::string search = "PYTHONPATH=" + start.python_packages.string();
    if (others != nullptr && *others != '\0') search.append(":").append(others);
    changes.push_back(std::move(search));
  }
  command.environment = base::environment_with(changes);
  return command;
}

std::size_t size_of(const std::vector<OutputChunk>& chunks) {
  std::size_t size = 0;
  for (const OutputChunk& chunk : chunks) size += chunk.text.size();
  return size;
}

}  // namespace

ProgramProcess::ProgramProcess(const ProgramStart& start)
    : child_(base::ChildProcess::start(command_of(start))),
      streams_{Stream{OutputStream::Out, std::move(child_.output())},
               Stream{OutputStream::Errors, std::move(child_.errors())}} {
  // A program that closes its input must not end the window with it.
  std::signal(SIGPIPE, SIG_IGN);
}

void ProgramProcess::keep(OutputStream kind, std::string_view bytes, std::size_t kept) {
  const std::size_t room = kMostOutput - std::min(kMostOutput, size_of(output_));
  const std::string_view taken = bytes.substr(0, std::min({bytes.size(), kKeptPerTick - kept, room}));
  dropped_ += bytes.size() - taken.size();
  if (taken.empty()) return;
  if (output_.empty() || output_.back().stream != kind) output_.push_back({.stream = kind, .text = {}});
  output_.back().text.append(taken);
}

void ProgramProcess::read_from(Stream& stream) {
  std::array<char, 1 << 16> buffer;
  std::size_t kept = 0;
  for (std::size_t total = 0; total < kReadPerTick && stream.fd.valid();) {
    const ssize_t got = ::read(stream.fd.get(), buffer.data(), buffer.size());
    if (got < 0 && errno == EAGAIN) return;
    if (got < 0 && errno == EINTR) continue;
    if (got <= 0) {
      stream.fd.reset();
      return;
    }
    const auto size = static_cast<std::size_t>(got);
    keep(stream.kind, {buffer.data(), size}, kept);
    kept = std::min(kept + size, kKeptPerTick);
    total += size;
  }
}

void ProgramProcess::flush_input() {
  while (!input_.empty() && child_.input().valid()) {
    const ssize_t written = ::write(child_.input().get(), input_.data(), input_.size());
    if (written < 0 && errno == EAGAIN) return;
    if (written < 0 && errno == EINTR) continue;
    if (written <= 0) child_.input().reset();
    if (written > 0) input_.erase(0, static_cast<std::size_t>(written));
  }
  if (input_ends_) child_.input().reset();
}

void ProgramProcess::tick(base::Monotonic now) {
  if (end_) return;
  flush_input();
  // Before the streams: what was written before the end is in the pipes by then.
  const auto ended = child_.end();
  for (Stream& stream : streams_) read_from(stream);
  if (ended) {
    // Somebody outside the group may hold a pipe open for ever; one tick's worth is what the dead get.
    for (Stream& stream : streams_) stream.fd.reset();
    child_.input().reset();
    kill_at_.reset();
    end_ = ended;
    return;
  }
  if (kill_at_ && now >= *kill_at_) child_.signal_group(SIGKILL);
}

std::vector<int> ProgramProcess::fds() const {
  std::vector<int> fds;
  if (end_) return fds;
  fds.push_back(child_.fd());
  for (const Stream& stream : streams_) {
    if (stream.fd.valid()) fds.push_back(stream.fd.get());
  }
  return fds;
}

std::vector<OutputChunk> ProgramProcess::take_output() { return std::exchange(output_, {}); }

void ProgramProcess::write_input(std::string_view text) {
  if (end_ || input_ends_ || !child_.input().valid()) return;
  input_.append(text.substr(0, kMostInput - std::min(kMostInput, input_.size())));
  flush_input();
}

void ProgramProcess::close_input() {
  input_ends_ = true;
  flush_input();
}

bool ProgramProcess::waits_for_input() const {
  if (end_ || !child_.input().valid()) return false;
  // "0 0x0 0x7f…": the number of the system call it is in, and its arguments (proc(5)).
  const std::string path = "/proc/" + std::to_string(pid()) + "/syscall";
  const base::UniqueFd file(::open(path.c_str(), O_RDONLY | O_CLOEXEC));
  std::array<char, 256> text{};
  const ssize_t size = file.valid() ? ::read(file.get(), text.data(), text.size()) : 0;
  static const std::string reading = std::to_string(SYS_read) + " 0x0 ";
  return size > 0 && std::string_view(text.data(), static_cast<std::size_t>(size)).starts_with(reading);
}

void ProgramProcess::stop(base::Monotonic now) {
  if (end_ || kill_at_) return;
  kill_at_ = now + kStopPatience;
  child_.signal_group(SIGTERM);
}

}  // namespace cupola::app
