#pragma once

#include <cerrno>
#include <cstdlib>
#include <filesystem>
#include <string>
#include <system_error>

namespace cupola::base {

/// A fresh empty folder in the system's place for them, readable by this user only, gone with the object.
class TemporaryFolder {
 public:
  /// Throws std::system_error naming the path when no folder can be made.
  explicit TemporaryFolder(const std::string& purpose = "work") {
    std::string name = (std::filesystem::temp_directory_path() / ("cupola-" + purpose + "-XXXXXX")).string();
    if (::mkdtemp(name.data()) == nullptr) {
      throw std::system_error(errno, std::generic_category(), "make folder " + name);
    }
    path_ = name;
  }
  TemporaryFolder(const TemporaryFolder&) = delete;
  TemporaryFolder& operator=(const TemporaryFolder&) = delete;
  ~TemporaryFolder() {
    std::error_code ignored;
    std::filesystem::remove_all(path_, ignored);
  }

  const std::filesystem::path& path() const { return path_; }
  std::filesystem::path operator/(const std::filesystem::path& name) const { return path_ / name; }

 private:
  std::filesystem::path path_;
};

}  // namespace cupola::base
