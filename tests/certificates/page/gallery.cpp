// certificate_gallery FOLDER: every design, paper, language and place as a PDF, to be looked at.

#include "certificates/page/words.hpp"
#include "hat_driver/base/whole_file.hpp"
#include "tests/certificates/page/sample_flights.hpp"

#include <algorithm>
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
  certificate.code =
      "cupola:#AQIDBAUGBwgJCgsMDQ4PEBESExQVFhcYGRobHB0eHyAhIiMkJSYnKCkqKywtLi8wMTIzNDU2Nzg5Ojs8PT4_"
      "QEFCQ0RFRkdISUpLTE1OT1BRUlNUVVZXWFlaW1xdXl9gYWJjZGVmZ2hpamtsbW5vcHFyc3R1dnd4eXp7fH1-f4CB";
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
  for (const Sample& sample : places()) draw(folder, sample);
  for (const Sample& sample : languages()) draw(folder, sample);
  return 0;
}
