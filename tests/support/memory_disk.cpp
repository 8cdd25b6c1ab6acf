#include "tests/support/memory_disk.hpp"

#include "hat_driver/base/system_error.hpp"

#include <algorithm>
#include <cerrno>

namespace cupola::tests {
namespace {

using Kind = MemoryDisk::Operation::Kind;

std::string text_of(const std::filesystem::path& path) { return path.lexically_normal().native(); }

std::string folder_of(const std::string& path) {
  const std::string parent = std::filesystem::path{path}.parent_path().native();
  return parent.empty() ? "/" : parent;
}

const char* verb(Kind kind) {
  switch (kind) {
    case Kind::SyncFile:
    case Kind::SyncFolder:
    case Kind::SyncAll:
      return "sync";
    case Kind::MakeFolder:
      return "make the folder";
    case Kind::Unlink:
      return "remove";
    default:
      return "write";
  }
}

void write_at(std::string& content, std::size_t at, std::string_view bytes) {
  if (content.size() < at + bytes.size()) content.resize(at + bytes.size(), '\0');
  std::copy(bytes.begin(), bytes.end(), content.begin() + static_cast<std::ptrdiff_t>(at));
}

/// `bytes` as a power cut leaves them on the disk.
std::string lose(std::string bytes, MemoryDisk::Loss loss) {
  const std::size_t page = std::min(MemoryDisk::kPage, bytes.size());
  if (loss == MemoryDisk::Loss::Data) std::fill(bytes.begin(), bytes.end(), '\0');
  if (loss == MemoryDisk::Loss::FirstPage) std::fill_n(bytes.begin(), page, '\0');
  if (loss == MemoryDisk::Loss::LastPage) std::fill_n(bytes.rbegin(), page, '\0');
  return bytes;
}

}  // namespace

/// What names and files there are.
struct MemoryDisk::State {
  std::map<std::string, int> names;
  std::set<std::string> folders{"/"};
  std::map<int, std::string> contents;

  void apply(const Operation& operation, Loss loss) {
    switch (operation.kind) {
      case Kind::MakeFolder:
        folders.insert(operation.path);
        break;
      case Kind::Create:
        names[operation.path] = operation.file;
        break;
      case Kind::Write:
        write_at(contents[operation.file], operation.at, lose(operation.bytes, loss));
        break;
      case Kind::Truncate:
        contents[operation.file].resize(operation.at);
        break;
      case Kind::Rename:
        names[operation.to] = operation.file;
        names.erase(operation.path);
        break;
      case Kind::Unlink:
        names.erase(operation.path);
        break;
      default:
        break;
    }
  }
};

/// A file that is appended to.
class MemoryDisk::File final : public record::AppendFile {
 public:
  File(MemoryDisk& disk, std::string path, int file) : disk_(disk), path_(std::move(path)), file_(file) {
    if (!disk_.locked_.insert(path_).second) {
      base::throw_errno(EWOULDBLOCK, "lock", path_ + " (another flight is writing this log)");
    }
  }
  File(const File&) = delete;
  File& operator=(const File&) = delete;
  ~File() override { disk_.locked_.erase(path_); }

  std::size_t append(std::string_view bytes) override {
    const std::size_t before = disk_.contents_[file_].size();
    const Operation& done = disk_.perform(
        {.kind = Kind::Write, .path = path_, .file = file_, .at = before, .bytes = std::string{bytes}});
    return done.bytes.size();
  }
  void sync() override { disk_.perform({.kind = Kind::SyncFile, .path = path_, .file = file_}); }
  void truncate(std::uint64_t size) override {
    disk_.perform({.kind = Kind::Truncate, .path = path_, .file = file_, .at = size});
    sync();
  }
  const std::string& name() const override { return path_; }

 private:
  MemoryDisk& disk_;
  std::string path_;
  int file_;
};

MemoryDisk::MemoryDisk(const Folder& content) {
  for (const auto& [path, bytes] : content) {
    if (path.ends_with('/')) {
      folders_.insert(path == "/" ? path : path.substr(0, path.size() - 1));
      continue;
    }
    names_[path] = next_file_;
    contents_[next_file_++] = bytes;
  }
  for (const std::string& folder : folders_) {
    operations_.push_back({.kind = Kind::MakeFolder, .path = folder});
  }
  for (const auto& [path, file] : names_) {
    operations_.push_back({.kind = Kind::Create, .path = path, .file = file});
    operations_.push_back({.kind = Kind::Write, .path = path, .file = file, .bytes = contents_[file]});
  }
  operations_.push_back({.kind = Kind::SyncAll});
}

MemoryDisk::Operation& MemoryDisk::perform(Operation operation) {
  const bool fails = failure && operations_.size() == failure->operation;
  const bool short_write =
      fails && operation.kind == Kind::Write && failure->error == ENOSPC && !operation.bytes.empty();
  if (short_write) operation.bytes.resize(std::min(failure->part, operation.bytes.size() - 1));
  operation.failed = fails && !short_write;
  operations_.push_back(std::move(operation));
  Operation& done = operations_.back();
  if (done.failed) base::throw_errno(failure->error, verb(done.kind), done.path);
  State now{std::move(names_), std::move(folders_), std::move(contents_)};
  now.apply(done, Loss::Nothing);
  names_ = std::move(now.names);
  folders_ = std::move(now.folders);
  contents_ = std::move(now.contents);
  return done;
}

int MemoryDisk::make_file(const std::string& path) {
  if (!folders_.contains(folder_of(path))) base::throw_errno(ENOENT, "open", path);
  const int file = next_file_++;
  perform({.kind = Kind::Create, .path = path, .file = file});
  contents_[file];
  return file;
}

void MemoryDisk::make_folders(const Path& path) {
  const std::string text = text_of(path);
  if (folders_.contains(text)) return;
  if (names_.contains(text)) base::throw_errno(ENOTDIR, "make the folder", text);
  make_folders(folder_of(text));
  perform({.kind = Kind::MakeFolder, .path = text});
  perform({.kind = Kind::SyncFolder, .path = folder_of(text)});
}

std::unique_ptr<record::AppendFile> MemoryDisk::open_append(const Path& path) {
  const std::string text = text_of(path);
  const auto known = names_.find(text);
  const int file = known != names_.end() ? known->second : make_file(text);
  auto opened = std::make_unique<File>(*this, text, file);
  perform({.kind = Kind::SyncFolder, .path = folder_of(text)});
  return opened;
}

bool MemoryDisk::exists(const Path& path) const {
  return names_.contains(text_of(path)) || folders_.contains(text_of(path));
}

std::string MemoryDisk::read(const Path& path) const {
  const auto found = names_.find(text_of(path));
  if (found == names_.end()) base::throw_errno(ENOENT, "read", path.native());
  return contents_.at(found->second);
}

std::vector<std::string> MemoryDisk::names_in(const Path& folder) const {
  if (!folders_.contains(text_of(folder))) base::throw_errno(ENOENT, "read", folder.native());
  std::vector<std::string> found;
  for (const auto& [path, file] : names_) {
    if (folder_of(path) == text_of(folder)) found.push_back(Path{path}.filename().native());
  }
  return found;
}

void MemoryDisk::write_beside(const Path& path, std::string_view content, bool synced) {
  const std::string text = text_of(path);
  const std::string beside = folder_of(text) + "/." + path.filename().native() + ".1.tmp";
  if (names_.contains(beside)) perform({.kind = Kind::Unlink, .path = beside});
  const int file = make_file(beside);
  try {
    const Operation written =
        perform({.kind = Kind::Write, .path = text, .file = file, .bytes = std::string{content}});
    if (written.bytes.size() != content.size()) base::throw_errno(ENOSPC, "write", text);
    if (synced) perform({.kind = Kind::SyncFile, .path = text, .file = file});
    perform({.kind = Kind::Rename, .path = beside, .to = text, .file = file});
  } catch (const std::exception&) {
    names_.erase(beside);
    throw;
  }
  if (synced) perform({.kind = Kind::SyncFolder, .path = folder_of(text)});
}

void MemoryDisk::write_whole(const Path& path, std::string_view content) {
  write_beside(path, content, true);
}

void MemoryDisk::write_whole_unsynced(const Path& path, std::string_view content) {
  write_beside(path, content, false);
}

void MemoryDisk::sync(const Path& folder) { perform({.kind = Kind::SyncAll, .path = text_of(folder)}); }

void MemoryDisk::remove(const Path& path) {
  if (names_.contains(text_of(path))) perform({.kind = Kind::Unlink, .path = text_of(path)});
}

void MemoryDisk::reserve(const Path& path, std::size_t bytes) {
  const std::string text = text_of(path);
  const int file = names_.contains(text) ? names_.at(text) : make_file(text);
  const Operation done =
      perform({.kind = Kind::Write, .path = text, .file = file, .bytes = std::string(bytes, '\0')});
  if (done.bytes.size() == bytes) return;
  names_.erase(text);
  base::throw_errno(ENOSPC, "reserve " + std::to_string(bytes / 1024) + " KiB in", text);
}

/// Whether the effect of an operation is safe before operation `count`.
bool MemoryDisk::settled(std::size_t index, std::size_t count) const {
  const Operation& operation = operations_[index];
  const bool is_data = operation.kind == Kind::Write || operation.kind == Kind::Truncate;
  const std::string folder = folder_of(operation.kind == Kind::Rename ? operation.to : operation.path);
  const auto first = operations_.begin() + static_cast<std::ptrdiff_t>(index);
  const auto last = operations_.begin() + static_cast<std::ptrdiff_t>(count);
  return std::any_of(first, last, [&](const Operation& later) {
    if (later.failed) return false;
    if (later.kind == Kind::SyncAll) return true;
    if (is_data) return later.kind == Kind::SyncFile && later.file == operation.file;
    return later.kind == Kind::SyncFolder && later.path == folder;
  });
}

MemoryDisk::Folder MemoryDisk::after_power_cut(std::size_t count, std::size_t part, Loss loss) const {
  State state;
  const auto survives = [&](const Operation& operation) {
    const bool is_data = operation.kind == Kind::Write || operation.kind == Kind::Truncate;
    return loss != Loss::All && (is_data || loss != Loss::Names);
  };
  for (std::size_t index = 0; index < count; ++index) {
    const Operation& operation = operations_[index];
    if (operation.failed) continue;
    if (settled(index, count)) {
      state.apply(operation, Loss::Nothing);
    } else if (survives(operation)) {
      state.apply(operation, loss);
    }
  }
  if (count < operations_.size() && operations_[count].kind == Kind::Write && survives(operations_[count])) {
    Operation torn = operations_[count];
    torn.bytes.resize(std::min(part, torn.bytes.size()));
    state.apply(torn, loss);
  }
  Folder left;
  for (const std::string& folder : state.folders) left[folder == "/" ? folder : folder + "/"] = {};
  for (const auto& [path, file] : state.names) {
    if (state.folders.contains(folder_of(path))) left[path] = state.contents[file];
  }
  return left;
}

}  // namespace cupola::tests
