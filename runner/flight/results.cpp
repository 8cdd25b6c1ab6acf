#include "runner/flight/results.hpp"

#include "hat_driver/base/beneath.hpp"
#include "hat_driver/base/system_error.hpp"
#include "runner/record/sha256.hpp"

#include <dirent.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <memory>
#include <optional>
#include <system_error>

namespace cupola::flight {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t kLongestName = 100;
/// Names are the program's: of more than this nobody wants to read.
constexpr std::size_t kMostLines = 50;
constexpr std::size_t kMostNames = 100000;

struct CloseFolder {
  void operator()(DIR* folder) const { ::closedir(folder); }
};

bool is_plain(const std::string& name) {
  const auto plain = [](char c) {
    return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '.' ||
           c == '_' || c == '-';
  };
  return name.size() <= kLongestName && name.front() != '.' && name.front() != '-' &&
         std::all_of(name.begin(), name.end(), plain);
}

std::string shown(const std::string& name) {
  std::string text;
  for (const char c : name.substr(0, kLongestName)) text += c > ' ' && c < '\x7f' ? c : '?';
  return text;
}

/// Names enough to say that there are too many, in order; the last may be missing.
std::vector<std::string> names_in(int folder_fd) {
  // The folder was the program's: it may have closed it even to itself.
  ::fchmod(folder_fd, S_IRWXU);
  const int own = ::openat(folder_fd, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (own < 0) base::throw_errno("open", "the folder of the program");
  const std::unique_ptr<DIR, CloseFolder> folder{::fdopendir(own)};
  if (!folder) base::throw_errno("read", "the folder of the program");
  std::vector<std::string> names;
  for (const dirent* item = nullptr;
       names.size() < kMostNames && (item = ::readdir(folder.get())) != nullptr;) {
    const std::string name = item->d_name;
    if (name != "." && name != "..") names.push_back(name);
  }
  std::sort(names.begin(), names.end());
  return names;
}

/// The content, at most `room` bytes. Throws EFBIG if there is more.
std::string read_all(int fd, const std::string& name, std::uint64_t room) {
  std::string content;
  std::array<char, 65536> block{};
  for (;;) {
    const ssize_t count = ::read(fd, block.data(), block.size());
    if (count < 0 && errno == EINTR) continue;
    if (count < 0) base::throw_errno("read", name);
    if (count == 0) return content;
    content.append(block.data(), static_cast<std::size_t>(count));
    if (content.size() > room) base::throw_errno(EFBIG, "keep", name);
  }
}

void leave_out(Results& results, const std::string& name, const std::string& why) {
  if (results.left_out.size() == kMostLines) results.left_out.emplace_back("… and more");
  if (results.left_out.size() < kMostLines) results.left_out.push_back(shown(name) + ": " + why);
}

/// The content of a file that may be kept; nothing and a line why not otherwise.
std::optional<std::string> read_one(int folder_fd, const std::string& name, std::uint64_t room,
                                    Results& results) {
  try {
    return read_all(base::open_beneath(folder_fd, name).get(), name, room);
  } catch (const std::system_error& error) {
    const bool full = error.code().value() == EFBIG;
    leave_out(results, name, full ? "past the room for results" : "no regular file that is only here");
    return std::nullopt;
  }
}

}  // namespace

Results keep_results(int folder_fd, record::Disk& disk, const fs::path& destination,
                     const ResultLimits& limits) {
  Results results;
  std::uint64_t room = limits.total_bytes;
  for (const std::string& name : names_in(folder_fd)) {
    if (name == limits.program) continue;
    if (!is_plain(name)) {
      leave_out(results, name,
                "names have letters, digits, ., _ and - only, at most 100, and begin with a letter or digit");
      continue;
    }
    if (results.kept.size() == limits.files) {
      leave_out(results, name, "more than " + std::to_string(limits.files) + " files");
      continue;
    }
    const std::optional<std::string> content = read_one(folder_fd, name, room, results);
    if (!content) continue;
    if (results.kept.empty()) disk.make_folders(destination);
    disk.write_whole_unsynced(destination / name, *content);
    room -= content->size();
    results.kept.push_back({name, content->size(), record::sha256_hex(*content)});
  }
  return results;
}

std::string list_of(const Results& results) {
  std::string text;
  for (const KeptFile& file : results.kept) {
    text += "kept " + file.sha256 + " " + std::to_string(file.bytes) + " " + file.name + "\n";
  }
  for (const std::string& line : results.left_out) text += "left out " + line + "\n";
  return text;
}

}  // namespace cupola::flight
