#pragma once

#include "certificates/orbit/element_set.hpp"
#include "cli/pass_formats.hpp"

#include <filesystem>
#include <vector>

namespace cupola::cli {

/// Draws a star chart of every pass into `folder`, made if it is missing: `pass-<culmination>.pdf` for the
/// printer and
/// `.png` for the screen. `sets` are those the passes came from. Gives the number of passes; throws
/// std::system_error that names what could not be written.
std::size_t write_charts(const std::filesystem::path& folder, const PassTable& table,
                         const std::vector<orbit::ElementSet>& sets, const orbit::EarthOrientation& earth,
                         const WallClock& clock);

}  // namespace cupola::cli
