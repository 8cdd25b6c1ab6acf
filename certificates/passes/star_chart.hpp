#pragma once

#include "certificates/orbit/passes.hpp"

#include <functional>
#include <memory>
#include <string>

namespace cupola::passes {

/// What one chart shows.
struct ChartRequest {
  const orbit::Orbit& orbit;
  const orbit::Pass& pass;
  orbit::Geodetic place;
  orbit::EarthOrientation earth{};
  std::string headline;                           ///< "The ISS rises in the west"
  std::string satellite;                          ///< as it stands in a sentence: "the ISS"
  std::string place_name;                         ///< "47.37° N, 8.54° E"
  std::string date;                               ///< "Friday 21 January 2022", where the observer is
  std::string zone;                               ///< "UTC"
  std::string source;                             ///< "element set of 2022-01-21, 0.1 days away"
  std::function<std::string(orbit::Time)> clock;  ///< "19:02:20" in that zone
};

/// Draws the sky of a pass on one A4 page: stars to magnitude 5, constellations, Moon and planets, the track
/// with its times. Keeps fonts and stars; one per thread.
class ChartPress {
 public:
  ChartPress();
  ChartPress(const ChartPress&) = delete;
  ChartPress& operator=(const ChartPress&) = delete;
  ~ChartPress();

  /// For the printer: dark on white. The bytes of a PDF with its fonts. Throws std::runtime_error if cairo
  /// fails.
  std::string pdf(const ChartRequest& request) const;
  /// For the screen: light on a night sky, at `dpi` dots per inch (36 to 600, else std::invalid_argument).
  std::string png(const ChartRequest& request, double dpi) const;

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace cupola::passes
