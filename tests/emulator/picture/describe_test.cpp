#include "emulator/picture/describe.hpp"

#include "emulator/picture/led_look.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <set>
#include <string>
#include <vector>

using namespace cupola::picture;
using cupola::hat::Color;

namespace {

constexpr Color kRed{255, 0, 0};
constexpr Color kBlue{0, 0, 255};
constexpr Color kGreen{0, 255, 0};

Colors plain(Color color) {
  Colors colors;
  colors.fill(color);
  return colors;
}

/// Rows of letters: r, g, b, anything else is off.
Colors drawn(const std::string& rows) {
  Colors colors{};
  for (std::size_t led = 0; led < colors.size(); ++led) {
    const char letter = led < rows.size() ? rows[led] : '.';
    if (letter == 'r') colors.at(led) = kRed;
    if (letter == 'g') colors.at(led) = kGreen;
    if (letter == 'b') colors.at(led) = kBlue;
  }
  return colors;
}

}  // namespace

TEST_CASE("every named colour is called by its own name and letter") {
  std::set<char> letters;
  for (const NamedColor& each : named_colors()) {
    CHECK(nearest_named_color(each.color).name == each.name);
    CHECK(letters.insert(each.letter).second);
  }
  CHECK(named_colors().front().name == "off");
}

TEST_CASE("colours that children write have the names they know") {
  const std::vector<std::pair<Color, std::string>> known{
      {{200, 0, 0}, "red"},          {{100, 0, 0}, "dark red"},       {{48, 0, 0}, "dark red"},
      {{0, 255, 0}, "green"},        {{0, 128, 0}, "dark green"},     {{0, 48, 0}, "dark green"},
      {{0, 0, 128}, "dark blue"},    {{255, 255, 0}, "yellow"},       {{255, 215, 0}, "yellow"},
      {{255, 165, 0}, "orange"},     {{255, 127, 0}, "orange"},       {{0, 255, 255}, "cyan"},
      {{255, 0, 255}, "magenta"},    {{128, 0, 128}, "purple"},       {{255, 192, 203}, "pink"},
      {{255, 105, 180}, "pink"},     {{165, 42, 42}, "brown"},        {{128, 128, 128}, "grey"},
      {{64, 64, 64}, "dark grey"},   {{135, 206, 235}, "light blue"}, {{30, 144, 255}, "light blue"},
      {{75, 0, 130}, "dark purple"}, {{248, 252, 248}, "white"},      {{7, 7, 7}, "off"},
      {{8, 8, 8}, "dark grey"}};
  for (const auto& [color, name] : known) CHECK(nearest_named_color(color).name == name);
}

TEST_CASE("a dark board says so") {
  CHECK(describe(plain({})) == "all lights off");
  CHECK(describe_changes(plain({}), plain({})).empty());
}

TEST_CASE("a description tells colours, how many, and where") {
  CHECK(describe(plain(kRed)) == "red, all lights on");
  CHECK(describe(drawn("..........r")) == "red, 1 light on, row 2, light 3");
  CHECK(describe(drawn("rrr.....rrr.....rrr.....rrb")) == "mostly red, 12 lights on, top left");
  CHECK(describe(drawn("rrrr....rrrr....rrrr....rrrr....rrrr")) == "red, 20 lights on, left half");
  CHECK(describe(drawn("........rrrrbbbb")) == "red and blue, 8 lights on, row 2");
  CHECK(describe(drawn("...r.......r.......g.......b.......b")) ==
        "red, blue and green, 5 lights on, column 4");
  CHECK(describe(drawn("r..........................r........r..........................r")) ==
        "red, 4 lights on");
  CHECK(describe(drawn("rrrrrrrrr......rr......rr......rr......rr......rr......rrrrrrrrr")) ==
        "red, 28 lights on, around the edge");
  CHECK(describe(drawn("..................gggg....gggg....gggg....gggg")) ==
        "green, 16 lights on, in the middle");
}

TEST_CASE("many colours are counted") {
  Colors colors{};
  for (std::size_t led = 0; led < 8; ++led) colors.at(8 * led + led) = named_colors()[1 + led].color;
  colors.at(1) = named_colors()[4].color;
  CHECK(describe(colors) == "8 colours, red the most, 9 lights on");
}

TEST_CASE("a grid has a letter for every LED and a legend of what was met") {
  const TextGrid grid = text_grid(drawn("r.b"));
  CHECK(grid.rows[0] == "r . b . . . . .");
  CHECK(grid.rows[7] == ". . . . . . . .");
  CHECK(grid.legend == std::vector<std::string>{"r = red", ". = off", "b = blue"});
  const std::string text = grid.text();
  CHECK(std::count(text.begin(), text.end(), '\n') == 10);
  CHECK(text.ends_with("\n\nr = red, . = off, b = blue\n"));
}

TEST_CASE("changes name the row, the lights and both colours") {
  CHECK(describe_changes(drawn(""), drawn("................bb")) ==
        std::vector<std::string>{"row 3: lights 1–2 from off to blue"});
  CHECK(describe_changes(drawn("r......r"), drawn("b.......rrrrrrrr")) ==
        std::vector<std::string>{"row 1: light 1 from red to blue, light 8 from red to off",
                                 "row 2: all from off to red"});
}

TEST_CASE("a whole picture that turns plain is one change") {
  CHECK(describe_changes(drawn("rgb"), plain({})) == std::vector<std::string>{"all lights now off"});
  CHECK(describe_changes(plain(kRed), plain(kBlue)) == std::vector<std::string>{"all lights now blue"});
  CHECK(describe_changes(plain(kRed), plain({250, 0, 0})) == std::vector<std::string>{"slightly changed"});
}

TEST_CASE("every word goes through the catalogue, and the table names them all") {
  std::set<std::string> asked;
  const Words spy = [&](std::string_view text) {
    asked.insert(std::string{text});
    return std::string{text} + '!';
  };
  CHECK(describe(drawn("r"), spy) == "red!, 1 light on!, row 1, light 1!");
  CHECK(text_grid(drawn("g"), spy).legend.front() == "g = green!");
  CHECK(describe_changes(drawn(""), drawn("rr"), spy).front() == "row 1: lights 1–2 from off! to red!!!");
  const auto table = description_words();
  for (const std::string& each : asked) CHECK(std::find(table.begin(), table.end(), each) != table.end());
}
