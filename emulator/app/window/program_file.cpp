#include "emulator/app/window/program_file.hpp"
#include "hat_driver/base/whole_file.hpp"

#include <system_error>
#include <utility>

namespace cupola::app {

namespace fs = std::filesystem;

void ProgramFile::follow(const fs::path& path, std::string on_disk) {
  path_ = fs::absolute(path);
  on_disk_ = std::move(on_disk);
  changed_ = false;
  gone_ = false;
  watch_.watch(path_.parent_path());
}

std::string ProgramFile::open(const fs::path& path) {
  std::string text = base::read_whole_file(path, kLargestProgram);
  follow(path, text);
  return text;
}

void ProgramFile::close() {
  path_.clear();
  on_disk_.clear();
  changed_ = false;
  gone_ = false;
}

void ProgramFile::save(const fs::path& path, const std::string& text) {
  base::write_whole_file(path, text);
  follow(path, text);
}

void ProgramFile::keep_mine() {
  changed_ = false;
  gone_ = false;
}

bool ProgramFile::tick() {
  watch_.tick();
  const auto names = watch_.take_changed();
  if (path_.empty() || !names.contains(name())) return false;
  std::error_code error;
  gone_ = !fs::exists(path_, error);
  if (gone_) return true;
  try {
    std::string text = base::read_whole_file(path_, kLargestProgram);
    if (text == on_disk_) return false;
    on_disk_ = std::move(text);
  } catch (const std::system_error&) {
    // Not readable now is not what was saved either.
  }
  changed_ = true;
  return true;
}

}  // namespace cupola::app
