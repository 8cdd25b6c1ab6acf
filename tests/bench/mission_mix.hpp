#pragma once

#include "certificates/seal/code.hpp"
#include "tests/certificates/page/sample_certificate.hpp"
#include "tests/certificates/seal/sample_code.hpp"

#include <array>
#include <cstdint>
#include <string>
#include <vector>

namespace cupola::bench {

/// Who took part.
struct Team {
  const char* team;
  std::vector<std::string> members;
  const char* school;
  const char* language;
};

/// As a season’s list may look: seven of twelve in Latin letters of several languages, one each in Greek,
/// Cyrillic, Arabic, Chinese and Japanese.
inline std::vector<Team> teams() {
  return {{"Star Bakers", {"Ada Okafor", "Zoë Müller"}, "St Brigid’s Primary School", "en"},
          {"Οι Μικροί Αστροναύτες", {"Ελένη Π.", "Γιώργος Α."}, "Δημοτικό Σχολείο Χανίων", "el"},
          {"Les Étoiles filantes", {"Chloé", "Anaïs", "Noël"}, "École élémentaire Jules-Verne", "fr"},
          {"Космічні жуки", {"Оксана", "Ґалаґан Іван"}, "Школа № 7, Львів", "uk"},
          {"Größenwahn", {"Jürgen", "Änne Weiß"}, "Volksschule Ötztal", "de"},
          {"星星小队", {"王小明", "Ada Okafor"}, "北京市第一小学", "en"},
          {"Gwiazdeczki", {"Łucja Żak", "Świętosław"}, "Szkoła Podstawowa nr 5 w Łodzi", "pl"},
          {"نجوم الصحراء", {"ليلى", "يوسف"}, "مدرسة النور الابتدائية", "en"},
          {"Ștrengarii Cosmosului", {"Ioana Țurcanu", "Ștefan"}, "Școala Gimnazială nr. 3", "ro"},
          {"Vesmírní žáčci", {"Růžena", "Ondřej", "Šárka"}, "Základní škola Křižíkova", "cs"},
          {"Cosmonautas", {"Íñigo", "María José"}, "CEIP Nuestra Señora", "es"},
          {"さくらロケット", {"はなこ", "たろう"}, "さくら小学校", "en"}};
}

/// A film as children make them: several pictures of some colours.
inline picture::Film film(std::uint32_t seed) {
  constexpr std::array<hat::Color, 6> kColours{
      {{255, 0, 0}, {0, 255, 0}, {0, 0, 255}, {255, 255, 0}, {255, 255, 255}, {0, 0, 0}}};
  picture::Film film;
  for (std::uint32_t i = 0; i < 4; ++i) {
    hat::Frame frame;
    for (std::uint32_t k = 0; k < frame.pixels.size(); ++k)
      frame.pixels.at(k) =
          hat::to_rgb565(kColours.at((k / 8 * (seed + i) + k % 8 * (i + 1)) / 3 % kColours.size()));
    film.frames.push_back({i * 3000, frame});
  }
  film.duration_ms = 12300;
  film.total_updates = 4;
  return film;
}

/// Certificate `number` of a mission: the teams in turn, each with its own code.
inline page::Certificate mixed_certificate(std::uint32_t number, const record::SigningKey& key) {
  const std::vector<Team> all = teams();
  const Team& team = all.at(number % all.size());
  page::Certificate certificate = page_test::sample_certificate();
  certificate.team = team.team;
  certificate.members = team.members;
  certificate.school = team.school;
  certificate.language = team.language;
  certificate.film = film(number);
  certificate.code = seal::make_code(seal_test::sample_payload(), key, seal::kDefaultPrefix);
  certificate.code_text = certificate.code;
  return certificate;
}

inline constexpr std::uint32_t kTeams = 12;

}  // namespace cupola::bench
