#include "cli/command.hpp"
#include "hat_driver/base/system_error.hpp"

#include <unistd.h>

#include <filesystem>
#include <memory>
#include <string>
#include <vector>

namespace cupola::cli {
namespace {

/// Becomes the emulator beside our own executable. Returns only by an exception.
[[noreturn]] void become_emulator(const std::vector<std::string>& arguments) {
  const std::string path =
      (std::filesystem::read_symlink("/proc/self/exe").parent_path() / "cupola-emulator").string();
  std::vector<char*> pointers{const_cast<char*>(path.c_str())};
  for (const std::string& argument : arguments) pointers.push_back(const_cast<char*>(argument.c_str()));
  pointers.push_back(nullptr);
  ::execv(path.c_str(), pointers.data());
  base::throw_errno("start", path);
}

}  // namespace

void add_emulator(Command app, Context& /*context*/) {
  app.take_all_as_is();
  app.footer("All that follows goes to cupola-emulator; cupola-emulator --help says what it takes.");
  app.callback([app] { become_emulator(app.remaining()); });
}

}  // namespace cupola::cli
