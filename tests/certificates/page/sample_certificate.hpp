#pragma once

#include "certificates/page/certificate.hpp"

#include <chrono>

namespace cupola::page_test {

/// A run of 12.3 s above the South Pacific, with two pictures in its film and a path that crosses the date
/// line.
inline page::Certificate sample_certificate() {
  using namespace std::chrono;
  page::Certificate certificate;
  certificate.id = "0042";
  certificate.team = "Star Bakers";
  certificate.members = {"Ada Okafor", "Zoë Müller"};
  certificate.school = "St Brigid’s Primary School";
  certificate.mission_name = "First Light 2018";
  certificate.start = sys_days{2018y / February / 1} + 9h + 14min + 7s + 250ms;
  certificate.end = certificate.start + 12300ms;
  certificate.position = {-15.556, 172.734, 401.2};
  certificate.speed_km_s = 7.668;
  certificate.below = {
      .kind = geo::Below::Kind::Sea, .name = "South Pacific Ocean", .phrase = "the South Pacific Ocean"};
  certificate.near = page::NearPlace{"Pacific/Fiji", 718, 285};
  certificate.timezone = "Europe/Dublin";
  for (int degrees = 120; degrees < 230; degrees += 2) {
    const double longitude = degrees;
    const double wrapped = longitude > 180 ? longitude - 360 : longitude;
    certificate.orbit_path.push_back({30 - (longitude - 120) * 0.8, wrapped, 401});
  }
  certificate.flown_path = {{-15.2, 172.4, 401}, {-15.9, 173.1, 401}};
  certificate.elements = {sys_days{2018y / February / 1} + 22h + 18min + 16s, 0.5, 0.7};
  hat::Frame red;
  red.pixels.fill(hat::to_rgb565({255, 0, 0}));
  hat::Frame corner;
  corner.pixels.front() = hat::to_rgb565({0, 255, 0});
  certificate.film.frames = {{0, red}, {4000, corner}};
  certificate.film.duration_ms = 12300;
  certificate.film.total_updates = 2;
  return certificate;
}

}  // namespace cupola::page_test
