#include "emulator/app/services/file_watch.hpp"

#include "hat_driver/base/system_error.hpp"

#include <sys/inotify.h>

#include <array>
#include <cstring>
#include <system_error>
#include <utility>

namespace cupola::app {
namespace {

namespace fs = std::filesystem;

// Not IN_MODIFY: a file that is half written is nobody's program yet.
constexpr std::uint32_t kEvents =
    IN_CLOSE_WRITE | IN_MOVED_TO | IN_MOVED_FROM | IN_DELETE | IN_CREATE | IN_ONLYDIR;

}  // namespace

FileWatch::FileWatch() : inotify_(::inotify_init1(IN_CLOEXEC | IN_NONBLOCK)) {
  if (!inotify_.valid()) base::throw_errno("watch", "files");
}

bool FileWatch::watch(const fs::path& folder) {
  if (watch_) ::inotify_rm_watch(inotify_.get(), *watch_);
  watch_.reset();
  changed_.clear();
  folder_ = folder;
  const int watch = ::inotify_add_watch(inotify_.get(), folder.empty() ? "." : folder.c_str(), kEvents);
  if (watch >= 0) watch_ = watch;
  return watch_.has_value();
}

void FileWatch::note_everything() {
  std::error_code error;
  for (fs::directory_iterator each(folder_, error), end; !error && each != end; each.increment(error)) {
    changed_.insert(each->path().filename().string());
  }
}

void FileWatch::tick() {
  alignas(inotify_event) std::array<char, 1 << 14> buffer;
  ssize_t got = 0;
  while ((got = ::read(inotify_.get(), buffer.data(), buffer.size())) > 0) {
    for (std::size_t at = 0; at < static_cast<std::size_t>(got);) {
      inotify_event event{};
      std::memcpy(&event, buffer.data() + at, sizeof event);
      const char* const name = buffer.data() + at + sizeof event;
      at += sizeof event + event.len;
      if ((event.mask & IN_Q_OVERFLOW) != 0) note_everything();
      // What is left over from the folder before has another number.
      if (watch_ && event.wd == *watch_ && event.len > 0) changed_.emplace(name);
    }
  }
}

std::set<std::string> FileWatch::take_changed() { return std::exchange(changed_, {}); }

}  // namespace cupola::app
