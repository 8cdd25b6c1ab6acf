#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace cupola::devices {

/// The first line of a file of sysfs, without its end; nothing if it cannot be read.
std::optional<std::string> line_of(const std::filesystem::path& file);

/// The entries of `folder` called `prefix` and a number, whose file `name_file` says `name`; by number.
std::vector<std::string> devices_named(const std::filesystem::path& folder, std::string_view prefix,
                                       const std::filesystem::path& name_file, std::string_view name);

}  // namespace cupola::devices
