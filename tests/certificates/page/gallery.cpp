// certificate_gallery FOLDER: every design, paper, language and place as a PDF, to be looked at.

#include "certificates/page/poster.hpp"
#include "certificates/page/words.hpp"
#include "hat_driver/base/whole_file.hpp"
#include "tests/certificates/page/sample_flights.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <filesystem>
#include <iostream>
#include <vector>

namespace {

using namespace cupola;
using namespace std::chrono;

using Moment = sys_time<nanoseconds>;
constexpr Moment kRehearsal = sys_days{2018y / February / 1};

page::Certificate with_code(page::Certificate certificate) {
  // The worked example of docs/seal.md.
  certificate.code =
      "cupola:"
      "IMAQB7UBFQJPHK2M4YAACAAAAFQVBUG2HMAAA5FVAAC4XPX75UPOKCL2MVZG6LJSGAYTQBDHOIWTDWS3JYTNCOOY7PVESDSQRCV"
      "LIIFKIXVJZ6YIIUSOAYSVWF3APPOYI7257KEVN4WD53MU5VXXETHZ4LLGOSZ4S2BTFG6GVXWA23NENEEA";
  certificate.code_text = certificate.code;
  return certificate;
}

/// The moment within a week at which a place on the track is best by `cost`.
template <class Cost>
Moment best_moment(const Cost& cost) {
  const orbit::ElementSets sets = orbit::read_element_sets(orbit::built_in_iss_elements());
  const orbit::ElementSet& set = *orbit::nearest_set(sets.sets, kRehearsal);
  const auto points = orbit::ground_track(set, {kRehearsal, kRehearsal + days(7), 10s}).points;
  return std::min_element(points.begin(), points.end(),
                          [&](const auto& a, const auto& b) { return cost(a.place) < cost(b.place); })
      ->time;
}

struct Sample {
  std::string name;
  page::Certificate certificate;
  std::string design;
};

std::vector<Sample> places() {
  const auto at = [](Moment moment) { return with_code(page_test::flight_at(moment)); };
  return {
      {"date-line", at(best_moment([](const orbit::Geodetic& p) {
         return std::abs(std::abs(p.longitude_deg) - 180) + std::abs(p.latitude_deg + 20);
       })),
       "ceremony"},
      {"northernmost", at(best_moment([](const orbit::Geodetic& p) { return -p.latitude_deg; })), "night"},
      {"southernmost", at(best_moment([](const orbit::Geodetic& p) { return p.latitude_deg; })), "chart"},
      {"zero-zero",
       at(best_moment([](const orbit::Geodetic& p) { return std::hypot(p.latitude_deg, p.longitude_deg); })),
       "plain"}};
}

/// The same flight for schools in four countries.
std::vector<Sample> languages() {
  struct School {
    const char* language;
    const char* country;
    const char* zone;
    const char* team;
    std::vector<std::string> members;
    const char* school;
    const char* design;
  };
  const std::vector<School> schools{
      {"el",
       "GR",
       "Europe/Athens",
       "Οι Αργοναύτες",
       {"Ελένη", "Νίκος", "Άρης"},
       "3ο Δημοτικό Σχολείο",
       "chart"},
      {"de",
       "DE",
       "Europe/Berlin",
       "Die Weltraumbären",
       {"Lena", "Jörg", "Zoë"},
       "Grundschule am Birkenhain",
       "confetti"},
      {"uk", "UA", "Europe/Kyiv", "Космічні Їжачки", {"Оленка", "Данило"}, "Школа «Джерельце»", "lights"},
      {"fr",
       "TN",
       "Africa/Tunis",
       "نجوم الصحراء",
       {"ليلى", "سامي", "نور"},
       "مدرسة الواحة الخضراء",
       "ceremony"}};
  std::vector<Sample> samples;
  for (const School& school : schools) {
    page::Certificate certificate = with_code(page_test::flight_at(kRehearsal + 14h + 5min));
    certificate.language = school.language;
    certificate.country = school.country;
    certificate.timezone = school.zone;
    certificate.team = school.team;
    certificate.members = school.members;
    certificate.school = school.school;
    samples.push_back({std::string("language-") + school.language, certificate, school.design});
  }
  return samples;
}

/// A flight of `count` runs one after the other, each with a picture of its own.
page::Flight flight_of(std::size_t count, const char* name) {
  constexpr std::array<std::array<std::uint8_t, 8>, 6> kShapes{
      std::array<std::uint8_t, 8>{0x00, 0x66, 0xff, 0xff, 0xff, 0x7e, 0x3c, 0x18},
      {0x3c, 0x42, 0xa5, 0x81, 0xa5, 0x99, 0x42, 0x3c},
      {0x18, 0x3c, 0x3c, 0x3c, 0x7e, 0xff, 0xdb, 0x24},
      {0x18, 0x18, 0xff, 0x7e, 0x3c, 0x7e, 0x66, 0xc3},
      {0x81, 0x42, 0x24, 0x18, 0x18, 0x24, 0x42, 0x81},
      {0x10, 0x38, 0x54, 0x92, 0x10, 0x28, 0x44, 0x82}};
  const orbit::ElementSets sets = orbit::read_element_sets(orbit::built_in_iss_elements());
  const orbit::ElementSet& set = *orbit::nearest_set(sets.sets, kRehearsal);
  page::Flight flight;
  flight.mission_name = name;
  flight.simulated = false;
  flight.start = kRehearsal + 9h;
  flight.end = flight.start + 30s * count;
  flight.revolutions = static_cast<double>(count) * 30 * set.mean_motion_rev_per_day / 86400;
  const auto path = orbit::ground_track(set, {flight.start, flight.end, 30s}).points;
  flight.track.emplace_back();
  for (const auto& point : path) flight.track.back().push_back(point.place);
  for (std::size_t i = 0; i < count; ++i) {
    page::PosterMark mark{
        .start = flight.start + 30s * i, .position = path.at(i).place, .team = {}, .lights = {}};
    constexpr std::array kTeams{"Star Bakers", "Οι Αργοναύτες", "Die Weltraumbären", "نجوم الصحراء",
                                "星星小队"};
    mark.team = kTeams.at(i % kTeams.size());
    const std::size_t hue = i * 7919 % 360;
    const auto wave = [&](std::size_t turn) {
      return static_cast<std::uint8_t>(127 + 127 * std::cos(static_cast<double>(hue + turn) * 0.01745));
    };
    const hat::Color front{wave(0), wave(240), wave(120)};
    const hat::Color back = i % 3 == 0 ? hat::Color{} : hat::Color{wave(180), wave(60), wave(300)};
    for (std::size_t led = 0; led < hat::kPixelCount; ++led) {
      const bool lit = (kShapes.at(i * 31 % kShapes.size()).at(led / 8) >> (7 - led % 8) & 1) != 0;
      mark.lights.at(led) = lit ? front : back;
    }
    flight.marks.push_back(mark);
  }
  return flight;
}

void draw_posters(const std::filesystem::path& folder) {
  page::Flight small = flight_of(13, "First Light 2018");
  const orbit::ElementSets sets = orbit::read_element_sets(orbit::built_in_iss_elements());
  const orbit::ElementSet& set = *orbit::nearest_set(sets.sets, kRehearsal);
  for (const auto& point : orbit::ground_track(set, {small.start - 43min, small.end + 43min, 30s}).points)
    small.around.push_back(point.place);
  base::write_whole_file(folder / "poster-small.png", page::poster_png(small, 1600));
  base::write_whole_file(folder / "poster-small.pdf", page::poster_pdf(small, page::PosterPaper::A2));
  const page::Flight season = flight_of(1771, "Mission Zero 2017/18");
  base::write_whole_file(folder / "poster-season.png", page::poster_png(season, 1600));
  std::string film;
  page::write_time_lapse(season, [&](std::string_view part) { film += part; });
  base::write_whole_file(folder / "time-lapse.png", film);
}

void draw(const std::filesystem::path& folder, const Sample& sample, page::Paper paper = page::Paper::A4) {
  page::CertificatePress press({.design = sample.design, .paper = paper});
  base::write_whole_file(folder / (sample.name + ".pdf"), press.pdf(sample.certificate));
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 2) {
    std::cerr << "usage: certificate_gallery FOLDER\n";
    return 2;
  }
  const std::filesystem::path folder = argv[1];
  std::filesystem::create_directories(folder);
  const page::Certificate plain = with_code(page_test::flight_at(kRehearsal + 10h + 22min));
  for (const page::DesignNote& design : page::design_notes()) {
    const std::string name(design.name);
    draw(folder, {name + "-a4", plain, name});
    draw(folder, {name + "-letter", plain, name}, page::Paper::Letter);
  }
  for (const page::DesignNote& design : page::design_notes()) {
    page::Certificate stayed = page_test::flight_at(kRehearsal);
    stayed.participation = page::Reason::Error;
    draw(folder, {"participation-" + std::string(design.name), stayed, std::string(design.name)});
  }
  draw_posters(folder);
  for (const Sample& sample : places()) draw(folder, sample);
  for (const Sample& sample : languages()) draw(folder, sample);
  return 0;
}
