#pragma once

#include "certificates/orbit/element_set.hpp"
#include "certificates/orbit/geodetic.hpp"
#include "certificates/orbit/time.hpp"
#include "emulator/picture/led_look.hpp"

#include <array>
#include <filesystem>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

namespace cupola::page {

/// One run on a poster.
struct PosterMark {
  orbit::Time start{};
  orbit::Geodetic position;  ///< in the middle of the run
  std::string team;
  std::array<hat::Color, hat::kPixelCount> lights{};  ///< as seen: the picture shown longest
};

/// A whole flight, as the poster and the time-lapse show it. About 300 bytes a run.
struct Flight {
  std::string mission_name;
  std::string language = "en";
  std::string patch_png;
  bool simulated = true;  ///< if any run was
  orbit::Time start{};
  orbit::Time end{};
  double revolutions = 0;         ///< flown from start to end, pauses of over a revolution left out
  std::vector<PosterMark> marks;  ///< in the order flown
  std::vector<std::vector<orbit::Geodetic>> track;  ///< while programs ran, in pieces
  std::vector<orbit::Geodetic> around;              ///< the revolution around a short flight; else empty
};

struct FlightRequest {
  std::filesystem::path mission;
  std::vector<std::filesystem::path> logs;
  std::vector<orbit::ElementSet> elements;  ///< of the ISS; must not be empty
  std::string language = "en";              ///< one of Words::languages()
};

/// Every completed run of these logs, whatever its verdict. A log or film that cannot be used is one line in
/// `problems` and costs only itself. Throws mission::BadInput for a mission that cannot be read or logs
/// without a completed run, std::invalid_argument for a language without words.
Flight read_flight(const FlightRequest& request, std::vector<std::string>& problems);

enum class PosterPaper { A1, A2, A3 };

/// The bytes of a one-page PDF, landscape: the map with a light for every run, and all their pictures.
std::string poster_pdf(const Flight& flight, PosterPaper paper);
/// The same as a PNG, 640–16 000 pixels wide; else std::invalid_argument.
std::string poster_png(const Flight& flight, int width_px);

/// All pictures in the order flown, around the world in half a minute: an APNG 960 pixels wide that repeats
/// for ever. Hands its bytes over as they are made.
void write_time_lapse(const Flight& flight, const std::function<void(std::string_view)>& put);

}  // namespace cupola::page
