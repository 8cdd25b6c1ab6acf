#pragma once

#include "certificates/orbit/element_sets.hpp"
#include "certificates/orbit/nearest.hpp"
#include "certificates/orbit/track.hpp"
#include "certificates/page/certificate.hpp"

#include <chrono>
#include <cmath>
#include <string>

namespace cupola::page_test {

/// The certificate of a flight at this moment, with the true orbit of the built-in element sets and a small
/// animated heart for its film.
inline page::Certificate flight_at(std::chrono::sys_time<std::chrono::nanoseconds> middle) {
  using namespace std::chrono;
  static const orbit::ElementSets sets = orbit::read_element_sets(orbit::built_in_iss_elements());
  static const geo::Atlas atlas = geo::Atlas::built_in();
  const orbit::ElementSet& set = *orbit::nearest_set(sets.sets, middle);
  page::Certificate certificate;
  certificate.id = "0042";
  certificate.team = "Star Bakers";
  certificate.members = {"Ada Okafor", "Zoë Müller", "Mei Tanaka"};
  certificate.school = "St Brigid’s Primary School";
  certificate.mission_name = "First Light 2018";
  certificate.start = middle - 13600ms;
  certificate.end = middle + 13600ms;
  certificate.timezone = "Europe/Dublin";
  const auto spot = orbit::ground_track(set, {middle, middle, 1s}).points.front();
  certificate.position = spot.place;
  certificate.speed_km_s = spot.speed_km_s;
  certificate.below = atlas.below(spot.place.latitude_deg, spot.place.longitude_deg);
  certificate.near = page::nearest_place(spot.place.latitude_deg, spot.place.longitude_deg);
  for (const auto& point : orbit::ground_track(set, {middle - 46min, middle + 46min, 60s}).points)
    certificate.orbit_path.push_back(point.place);
  for (const auto& point : orbit::ground_track(set, {certificate.start, certificate.end, 1s}).points)
    certificate.flown_path.push_back(point.place);
  const double age = std::abs(orbit::age_days(set, middle));
  certificate.elements = {set.epoch, age, orbit::uncertainty_km(age)};
  constexpr std::array<std::uint8_t, 8> kHeart{0x00, 0x66, 0xff, 0xff, 0xff, 0x7e, 0x3c, 0x18};
  for (std::uint32_t beat = 0; beat < 6; ++beat) {
    hat::Frame frame;
    for (std::size_t i = 0; i < hat::kPixelCount; ++i) {
      const bool lit = (kHeart.at(i / 8) >> (7 - i % 8) & 1) != 0;
      const auto level = static_cast<std::uint8_t>(120 + 25 * beat);
      frame.pixels.at(i) =
          hat::to_rgb565(lit ? hat::Color{level, static_cast<std::uint8_t>(beat * 24), 60}
                             : hat::Color{0, 0, static_cast<std::uint8_t>(beat % 2 == 0 ? 60 : 0)});
    }
    certificate.film.frames.push_back({beat * 4000, frame});
  }
  certificate.film.duration_ms = 27200;
  certificate.film.total_updates = 6;
  return certificate;
}

}  // namespace cupola::page_test
