#include "emulator/app/window/places.hpp"
#include "emulator/app/services/settings.hpp"

#include <cstdlib>

namespace cupola::app {

namespace fs = std::filesystem;

Places find_places(const std::string& board) {
  const char* const named = std::getenv("CUPOLA_HOME");
  std::error_code error;
  const fs::path home = named != nullptr && *named != '\0'
                            ? fs::path(named)
                            : fs::read_symlink("/proc/self/exe", error).parent_path().parent_path();
  return {.cupola = cupola_beside_us(),
          .python_packages = home / "python",
          .scratch = state_folder(),
          .board = board};
}

}  // namespace cupola::app
