#include "runner/mission/program_source.hpp"

#include "hat_driver/base/whole_file.hpp"
#include "runner/mission/csv.hpp"
#include "runner/mission/mission.hpp"

#include <algorithm>
#include <cerrno>
#include <system_error>

namespace cupola::mission {
namespace {

namespace fs = std::filesystem;

class FolderSource final : public ProgramSource {
 public:
  explicit FolderSource(const fs::path& folder) : folder_(folder), real_folder_(fs::canonical(folder)) {}

  std::vector<std::string> names() const override {
    std::vector<std::string> result;
    for (const fs::directory_entry& item : fs::directory_iterator{folder_}) {
      std::string name = item.path().filename().native();
      if (name.ends_with(".py") && !name.starts_with('.')) result.push_back(std::move(name));
    }
    std::sort(result.begin(), result.end());
    return result;
  }

  ProgramBytes read(const std::string& name) override {
    if (!is_inside_name(name))
      return {{}, in_quotes(name) + " points outside; a name inside the folder is needed"};
    const fs::path path = folder_ / name;
    if (!leads_inside(path))
      return {{}, in_quotes(name) + " is a link out of the folder; put the file itself there"};
    try {
      return {base::read_whole_file(path, kLargestProgram), {}};
    } catch (const std::system_error& error) {
      return {{}, reason(error.code().value(), name, path)};
    }
  }

 private:
  bool leads_inside(const fs::path& path) const {
    std::error_code error;
    const fs::path real = fs::canonical(path, error);
    if (error) return true;  // missing: reading says so
    return std::mismatch(real_folder_.begin(), real_folder_.end(), real.begin(), real.end()).first ==
           real_folder_.end();
  }

  std::string reason(int error, const std::string& name, const fs::path& path) const {
    const std::string file = in_quotes(name) + " ";
    std::error_code ignored;
    switch (error) {
      case ENOENT:
      case ENOTDIR:
        return file + "is not in " + folder_.native() + "; put the file there or correct the name";
      case EISDIR:
        return file + "is a folder; a file is needed";
      case EFBIG:
        return file + "has " + std::to_string(fs::file_size(path, ignored)) +
               " bytes; a program may have 1 MiB (1048576 bytes)";
      case EINVAL:
        return file + "is not a regular file";
      default:
        return file + "cannot be read: " + std::generic_category().message(error);
    }
  }

  fs::path folder_;
  fs::path real_folder_;
};

}  // namespace

bool is_inside_name(const std::string& name) {
  if (name.empty() || name.front() == '/' ||
      name.find_first_of(std::string_view{"\\\0", 2}) != std::string::npos) {
    return false;
  }
  const fs::path path{name};
  return std::find(path.begin(), path.end(), fs::path{".."}) == path.end();
}

std::unique_ptr<ProgramSource> open_program_source(const fs::path& path) {
  std::error_code error;
  const fs::file_status status = fs::status(path, error);
  if (fs::is_directory(status)) return std::make_unique<FolderSource>(path);
  if (fs::is_regular_file(status)) return open_zip_source(path);
  throw BadInput(path.native() +
                 ": programs: no such folder or ZIP file; give the one that holds the programs");
}

}  // namespace cupola::mission
