#pragma once

#include <filesystem>

namespace cupola::bus {

/// Where the kernel shows devices; a test hands in folders of its own.
struct SystemPaths {
  std::filesystem::path dev = "/dev";
  std::filesystem::path sys = "/sys";
};

}  // namespace cupola::bus
