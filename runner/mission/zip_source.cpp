#include "runner/mission/csv.hpp"
#include "runner/mission/mission.hpp"
#include "runner/mission/program_source.hpp"
#include "runner/mission/zip_archive.hpp"

#include <map>
#include <set>
#include <string_view>

namespace cupola::mission {
namespace {

namespace fs = std::filesystem;

/// So many names are no school's programs; reading them all would only keep the operator waiting.
constexpr zip_int64_t kMostFiles = 200000;

bool is_left_out(std::string_view name) {
  const std::string_view base = name.substr(name.rfind('/') + 1);
  return name.ends_with('/') || name.starts_with("__MACOSX/") || base.starts_with('.');
}

class ZipSource final : public ProgramSource {
 public:
  ZipSource(ZipArchive archive, fs::path path) : archive_(std::move(archive)), path_(std::move(path)) {
    list();
    strip_common_folder();
  }

  std::vector<std::string> names() const override {
    std::vector<std::string> result;
    for (const auto& [name, index] : files_) {
      if (name.ends_with(".py")) result.push_back(name);
    }
    return result;
  }

  ProgramBytes read(const std::string& name) override {
    const auto found = files_.find(name);
    if (found == files_.end()) {
      const bool folder = files_.lower_bound(name + "/") != files_.upper_bound(name + "/\xff");
      if (folder) return {{}, in_quotes(name) + " is a folder; a file is needed"};
      return {{},
              in_quotes(name) + " is not in " + path_.native() + "; put the file there or correct the name"};
    }
    const ZipFile file{::zip_fopen_index(archive_.get(), found->second, 0)};
    if (!file) return {{}, in_quotes(name) + " cannot be unpacked: " + ::zip_strerror(archive_.get())};
    zip_stat_t status;
    ::zip_stat_init(&status);
    ::zip_stat_index(archive_.get(), found->second, 0, &status);
    if (status.size > kLargestProgram) {
      return {{},
              in_quotes(name) + " has " + std::to_string(status.size) +
                  " bytes; a program may have 1 MiB (1048576 bytes)"};
    }
    // The archive's own word on the size is not trusted: one byte more than it said is damage.
    std::string bytes(status.size + 1, '\0');
    const zip_int64_t count = ::zip_fread(file.get(), bytes.data(), bytes.size());
    if (count != static_cast<zip_int64_t>(status.size)) {
      return {{}, in_quotes(name) + " is damaged in the ZIP file; make the ZIP file again"};
    }
    bytes.resize(static_cast<std::size_t>(count));
    return {std::move(bytes), {}};
  }

  std::vector<std::string> problems() const override { return problems_; }

 private:
  void list() {
    const zip_int64_t count = ::zip_get_num_entries(archive_.get(), 0);
    if (count > kMostFiles) throw BadInput(path_.native() + ": holds more than 200000 files");
    for (zip_uint64_t index = 0; index < static_cast<zip_uint64_t>(count); ++index) {
      const char* const raw = ::zip_get_name(archive_.get(), index, ZIP_FL_ENC_GUESS);
      const std::string name = raw == nullptr ? "" : raw;
      if (is_left_out(name)) continue;
      if (!is_inside_name(name)) {
        problems_.push_back(path_.native() + ": " + in_quotes(name) +
                            " points outside of the archive; left out");
      } else if (!files_.emplace(name, index).second) {
        problems_.push_back(path_.native() + ": " + in_quotes(name) +
                            " is there twice; the first one is taken");
      }
    }
  }

  /// A ZIP made of a folder has that folder in front of every name.
  void strip_common_folder() {
    std::set<std::string> folders;
    for (const auto& [name, index] : files_) folders.insert(name.substr(0, name.find('/') + 1));
    if (folders.size() != 1 || folders.begin()->empty()) return;
    std::map<std::string, zip_uint64_t> stripped;
    for (const auto& [name, index] : files_) stripped.emplace(name.substr(folders.begin()->size()), index);
    files_ = std::move(stripped);
  }

  ZipArchive archive_;
  fs::path path_;
  std::map<std::string, zip_uint64_t> files_;
  std::vector<std::string> problems_;
};

}  // namespace

std::unique_ptr<ProgramSource> open_zip_source(const fs::path& path) {
  int error = 0;
  ZipArchive archive{::zip_open(path.c_str(), ZIP_RDONLY, &error)};
  if (!archive)
    throw BadInput(path.native() + ": programs: neither a folder nor a ZIP file that can be read");
  return std::make_unique<ZipSource>(std::move(archive), path);
}

}  // namespace cupola::mission
