#include "cli/pass_charts.hpp"

#include "certificates/orbit/nearest.hpp"
#include "certificates/passes/star_chart.hpp"
#include "hat_driver/base/utc.hpp"
#include "hat_driver/base/whole_file.hpp"

#include <fmt/format.h>

#include <cmath>

namespace cupola::cli {
namespace {

namespace fs = std::filesystem;

constexpr double kScreenDpi = 144;

/// "pass-20220121T180541Z"
std::string file_stem(const orbit::Pass& pass) {
  std::string stem = "pass-";
  for (const char c : base::format_utc(pass.culmination.time).substr(0, 19)) {
    if (c != '-' && c != ':') stem += c;
  }
  return stem + 'Z';
}

std::string source_words(const orbit::Pass& pass) {
  const double age = orbit::days_between(pass.element_set_epoch, pass.culmination.time);
  return fmt::format("Worked out from the element set of {} UTC, {:.1f} days {}.",
                     base::format_utc(pass.element_set_epoch).substr(0, 10), std::abs(age),
                     age < 0 ? "after the pass" : "before the pass");
}

}  // namespace

std::size_t write_charts(const fs::path& folder, const PassTable& table,
                         const std::vector<orbit::ElementSet>& sets, const orbit::EarthOrientation& earth,
                         const WallClock& clock) {
  fs::create_directories(folder);
  const passes::ChartPress press;
  for (const orbit::Pass& pass : table.passes) {
    const auto orbit = orbit::Orbit::from(*orbit::nearest_set(sets, pass.element_set_epoch));
    const passes::ChartRequest request{.orbit = *orbit,
                                       .pass = pass,
                                       .place = table.place,
                                       .earth = earth,
                                       .headline = pass_headline(table.satellite, pass),
                                       .satellite = table.satellite,
                                       .place_name = place_text(table.place),
                                       .date = clock.long_date(pass.culmination.time),
                                       .zone = clock.zone(),
                                       .source = source_words(pass),
                                       .clock = [&](orbit::Time time) { return clock.time(time); }};
    const std::string stem = file_stem(pass);
    base::write_whole_file(folder / (stem + ".pdf"), press.pdf(request));
    base::write_whole_file(folder / (stem + ".png"), press.png(request, kScreenDpi));
  }
  return table.passes.size();
}

}  // namespace cupola::cli
