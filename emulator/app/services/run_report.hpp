#pragma once

#include "emulator/ui/model/class_wall.hpp"

#include <filesystem>
#include <string_view>

namespace cupola::app {

/// Reads what `cupola run --json` printed into the entry: verdict, error, how long it ran. Anything else
/// becomes the entry's error, without a verdict.
void read_run_report(std::string_view output, ui::ClassEntry& entry);

/// Reads the film that it wrote into the entry; a film that cannot be read becomes the entry's error.
void read_run_film(const std::filesystem::path& path, ui::ClassEntry& entry);

}  // namespace cupola::app
