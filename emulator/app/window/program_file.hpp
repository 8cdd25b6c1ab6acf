#pragma once

#include "emulator/app/services/file_watch.hpp"

#include <filesystem>
#include <string>

namespace cupola::app {

/// The largest program that is opened; what children write has a few kB.
inline constexpr std::size_t kLargestProgram = std::size_t{1} << 20;

/// The file behind the editor: read, written, and watched while others may write it too.
class ProgramFile {
 public:
  /// Empty: not saved under a name yet.
  const std::filesystem::path& path() const { return path_; }
  std::string name() const { return path_.filename().string(); }
  /// Whether somebody else wrote the file since it was opened or saved, or took it away.
  bool changed() const { return changed_; }
  bool gone() const { return gone_; }

  /// Reads a file and watches it from now on. Throws std::system_error that names it.
  std::string open(const std::filesystem::path& path);
  /// No file: a new program.
  void close();
  /// Writes the program, whole or not at all. Throws std::system_error that names the file.
  void save(const std::filesystem::path& path, const std::string& text);
  /// What is in the file is not wanted: forget that it changed.
  void keep_mine();
  /// Looks whether the file changed; true if so.
  bool tick();
  int fd() const { return watch_.fd(); }

 private:
  void follow(const std::filesystem::path& path, std::string on_disk);

  FileWatch watch_;
  std::filesystem::path path_;
  std::string on_disk_;
  bool changed_ = false;
  bool gone_ = false;
};

}  // namespace cupola::app
