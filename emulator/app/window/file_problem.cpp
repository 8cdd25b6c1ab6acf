#include "emulator/app/window/file_problem.hpp"

#include <algorithm>
#include <array>

namespace cupola::app {
namespace {

struct Reason {
  std::errc code;
  const char* text;
};
constexpr std::array kReasons{
    Reason{std::errc::no_such_file_or_directory, "{0}: there is no such file or folder."},
    Reason{std::errc::not_a_directory, "{0}: there is no such file or folder."},
    Reason{std::errc::permission_denied, "{0}: you are not allowed to do that."},
    Reason{std::errc::operation_not_permitted, "{0}: you are not allowed to do that."},
    Reason{std::errc::no_space_on_device, "{0} could not be written: the disk is full."},
    Reason{std::errc::read_only_file_system, "{0} could not be written: this disk can only be read."},
    Reason{std::errc::is_a_directory, "{0} is a folder, not a file."},
    Reason{std::errc::file_too_large, "{0} is too large to be opened here."},
};

}  // namespace

ui::Phrase file_problem(const std::filesystem::path& path, const std::error_code& reason) {
  const auto* const usual =
      std::find_if(kReasons.begin(), kReasons.end(), [&](const Reason& each) { return reason == each.code; });
  if (usual != kReasons.end()) return {usual->text, {path.string()}};
  return {"{0}: {1}", {path.string(), reason.message()}};
}

ui::Phrase file_problem(const std::filesystem::path& path, const std::exception& error) {
  if (const auto* const failed = dynamic_cast<const std::system_error*>(&error))
    return file_problem(path, failed->code());
  return {"{0}: {1}", {path.filename().string(), error.what()}};
}

}  // namespace cupola::app
