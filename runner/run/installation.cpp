#include "hat_driver/base/system_error.hpp"
#include "runner/run/run.hpp"
#include "runner/sandbox/tiers.hpp"

#include <cerrno>
#include <cstdlib>

namespace cupola::run {
namespace {

namespace fs = std::filesystem;

/// The folder that holds bin, lib and python: CUPOLA_HOME, or the one above that of our own executable.
fs::path home() {
  if (const char* named = std::getenv("CUPOLA_HOME"); named != nullptr && *named != '\0') return named;
  return fs::read_symlink("/proc/self/exe").parent_path().parent_path();
}

fs::path demand(const fs::path& path) {
  std::error_code error;
  if (fs::exists(path, error)) return path;
  base::throw_errno(ENOENT, "find",
                    path.string() + " (CUPOLA_HOME may name the folder with bin, lib and python)");
}

}  // namespace

Installation find_installation() {
  const fs::path folder = home();
  return {.launcher = demand(folder / "bin" / "cupola-launcher"),
          .python_packages = demand(folder / "python"),
          .clock_library = demand(folder / "lib" / "libcupola_clock.so")};
}

std::string tier_of(const Installation& installation) {
  if (installation.box == sandbox::BoxKind::Bubblewrap) return "bubblewrap";
  return std::string{tier_name(installation.cgroups.folder.empty() ? sandbox::Tier::B : sandbox::Tier::A)};
}

}  // namespace cupola::run
