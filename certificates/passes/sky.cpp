#include "certificates/passes/sky.hpp"

#include "certificates/orbit/text.hpp"

#include <stdexcept>

namespace cupola::passes {
namespace {

class Reader {
 public:
  explicit Reader(const orbit::TextLine& line)
      : line_{line}, words_{orbit::split(orbit::trimmed(line.text), ' ')} {}

  std::string_view kind() const { return words_.front(); }
  std::size_t size() const { return words_.size(); }
  std::string_view word(std::size_t i) const {
    if (i >= words_.size()) fail("too few words");
    return words_[i];
  }
  double number(std::size_t i) const {
    const auto value = orbit::parse_number(word(i));
    if (!value) fail("\"" + std::string{word(i)} + "\" is no number");
    return *value;
  }
  SkyPlace place(std::size_t i) const {
    const SkyPlace place{number(i), number(i + 1)};
    if (!(place.right_ascension_deg >= 0 && place.right_ascension_deg <= 360 &&
          place.declination_deg >= -90 && place.declination_deg <= 90)) {
      fail("a place must be 0 to 360 and -90 to 90 degrees");
    }
    return place;
  }
  /// All from word `i` on, joined by blanks.
  std::string rest(std::size_t i) const {
    std::string text;
    for (; i < words_.size(); ++i) {
      if (!text.empty()) text += ' ';
      text += words_[i];
    }
    return text;
  }
  [[noreturn]] void fail(const std::string& what) const {
    throw std::invalid_argument{"stars, line " + std::to_string(line_.number) + ": " + what};
  }

 private:
  const orbit::TextLine& line_;
  std::vector<std::string_view> words_;
};

std::vector<SkyPlace> read_line(const Reader& reader) {
  if (reader.size() < 5 || reader.size() % 2 == 0) reader.fail("a line has pairs of numbers, two or more");
  std::vector<SkyPlace> line;
  for (std::size_t i = 1; i < reader.size(); i += 2) line.push_back(reader.place(i));
  return line;
}

}  // namespace

StarCatalogue read_stars(std::string_view text) {
  StarCatalogue catalogue;
  for (const orbit::TextLine& line : orbit::lines_of(text)) {
    if (orbit::trimmed(line.text).empty() || line.text.front() == '#') continue;
    const Reader reader{line};
    if (reader.kind() == "S") {
      catalogue.stars.push_back({reader.place(1), reader.number(3), reader.number(4), reader.rest(5)});
    } else if (reader.kind() == "C") {
      catalogue.constellations.push_back({.abbreviation = std::string{reader.word(1)},
                                          .name = reader.rest(5),
                                          .label = reader.place(2),
                                          .rank = static_cast<int>(reader.number(4)),
                                          .lines = {}});
    } else if (reader.kind() == "L" && !catalogue.constellations.empty()) {
      catalogue.constellations.back().lines.push_back(read_line(reader));
    } else {
      reader.fail("begins with neither S nor C nor L");
    }
  }
  if (catalogue.stars.empty()) throw std::invalid_argument{"stars: there is none"};
  return catalogue;
}

}  // namespace cupola::passes
