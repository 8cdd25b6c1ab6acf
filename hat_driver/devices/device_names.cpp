#include "hat_driver/devices/device_names.hpp"

#include <algorithm>
#include <fstream>

namespace cupola::devices {
namespace fs = std::filesystem;

std::optional<std::string> line_of(const fs::path& file) {
  std::ifstream stream(file);
  std::string line;
  if (!std::getline(stream, line)) return std::nullopt;
  return line;
}

std::vector<std::string> devices_named(const fs::path& folder, std::string_view prefix,
                                       const fs::path& name_file, std::string_view name) {
  std::vector<std::string> found;
  std::error_code unreadable;
  for (const auto& entry : fs::directory_iterator(folder, unreadable)) {
    const std::string device = entry.path().filename().string();
    if (!device.starts_with(prefix) ||
        device.find_first_not_of("0123456789", prefix.size()) != std::string::npos) {
      continue;
    }
    if (line_of(entry.path() / name_file) == name) found.push_back(device);
  }
  std::sort(found.begin(), found.end(), [](const std::string& one, const std::string& other) {
    return std::pair(one.size(), one) < std::pair(other.size(), other);
  });
  return found;
}

}  // namespace cupola::devices
