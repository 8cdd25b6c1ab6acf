// Theory of operation. A process that crashes may hold any lock and have any heap: the handler makes system
// calls and nothing else. So the path and the texts lie ready in fixed buffers, the library that walks the
// stack is loaded beforehand by walking one, and the handler has a stack of its own, for when ours is full.
#include "emulator/app/services/crash_report.hpp"

#include "hat_driver/base/utc.hpp"

#include <execinfo.h>
#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <chrono>
#include <csignal>
#include <cstdlib>
#include <cstring>
#include <ctime>
#include <exception>
#include <system_error>

namespace cupola::app {
namespace {

namespace fs = std::filesystem;

template <std::size_t N>
struct FixedText {
  std::array<char, N> bytes{};
  void set(std::string_view text) {
    const std::size_t size = std::min(text.size(), N - 1);
    std::memcpy(bytes.data(), text.data(), size);
    bytes[size] = '\0';
  }
};

// A signal handler can be handed nothing: these are the only globals, written before a crash, read in it.
FixedText<1024> report_path;      // NOLINT
FixedText<128> build_text;        // NOLINT
FixedText<501> note_text;         // NOLINT
FixedText<501> exception_text;    // NOLINT
std::array<char, 1 << 16> stack;  // NOLINT

constexpr std::array<int, 5> kSignals{SIGSEGV, SIGBUS, SIGFPE, SIGILL, SIGABRT};

void put(int fd, const char* text) {
  [[maybe_unused]] const ssize_t written = ::write(fd, text, std::strlen(text));
}

const char* name_of(int signal) {
  switch (signal) {
    case SIGSEGV:
      return "SIGSEGV";
    case SIGBUS:
      return "SIGBUS";
    case SIGFPE:
      return "SIGFPE";
    case SIGILL:
      return "SIGILL";
    default:
      return "SIGABRT";
  }
}

void report(int signal) {
  const int fd =
      ::open(report_path.bytes.data(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC | O_NOFOLLOW, 0600);
  if (fd >= 0) {
    const char* const parts[] = {"cupola crash report\nbuild: ",
                                 build_text.bytes.data(),
                                 "\nsignal: ",
                                 name_of(signal),
                                 "\nexception: ",
                                 exception_text.bytes.data(),
                                 "\nnote: ",
                                 note_text.bytes.data(),
                                 "\nstack:\n"};
    for (const char* part : parts) put(fd, part);
    std::array<void*, 64> frames{};
    ::backtrace_symbols_fd(frames.data(), ::backtrace(frames.data(), static_cast<int>(frames.size())), fd);
    ::close(fd);
  }
  // The handler is reset by now (SA_RESETHAND): this is the end the process would have had.
  ::raise(signal);
}

[[noreturn]] void on_terminate() {
  try {
    if (const auto exception = std::current_exception()) std::rethrow_exception(exception);
  } catch (const std::exception& error) {
    exception_text.set(error.what());
  } catch (...) {
    exception_text.set("of an unknown kind");
  }
  std::abort();
}

std::string report_name() {
  timespec now{};
  ::clock_gettime(CLOCK_REALTIME, &now);
  const auto utc = base::UtcTime(std::chrono::seconds(now.tv_sec));
  std::string stamp = base::format_utc(utc).substr(0, 19);
  std::replace(stamp.begin(), stamp.end(), ':', '-');
  return "crash-" + stamp + "Z-" + std::to_string(::getpid()) + ".txt";
}

}  // namespace

void install_crash_report(const fs::path& folder, std::string_view build) {
  std::error_code ignored;
  fs::create_directories(folder, ignored);
  report_path.set((folder / report_name()).string());
  build_text.set(build);
  std::array<void*, 1> frame{};
  ::backtrace(frame.data(), 1);

  stack_t other{};
  other.ss_sp = stack.data();
  other.ss_size = stack.size();
  ::sigaltstack(&other, nullptr);
  struct sigaction action {};
  action.sa_handler = report;
  action.sa_flags = static_cast<int>(SA_RESETHAND | SA_ONSTACK);
  ::sigemptyset(&action.sa_mask);
  for (const int signal : kSignals) ::sigaction(signal, &action, nullptr);
  std::set_terminate(on_terminate);
}

void set_crash_note(std::string_view note) { note_text.set(note); }

std::vector<fs::path> crash_reports(const fs::path& folder) {
  std::vector<fs::path> reports;
  std::error_code error;
  for (fs::directory_iterator each(folder, error), end; !error && each != end; each.increment(error)) {
    if (each->path().filename().string().starts_with("crash-")) reports.push_back(each->path());
  }
  std::sort(reports.begin(), reports.end());
  return reports;
}

}  // namespace cupola::app
