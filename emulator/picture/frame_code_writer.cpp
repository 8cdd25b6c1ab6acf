#include "emulator/picture/describe.hpp"
#include "emulator/picture/frame_code.hpp"

#include <algorithm>
#include <array>
#include <map>
#include <stdexcept>
#include <tuple>

namespace cupola::picture {
namespace {

using hat::kSide;
using ColorKey = std::tuple<int, int, int>;

ColorKey key_of(hat::Color color) { return {color.red, color.green, color.blue}; }

/// A short name for every colour of the animation: r, then r2, r3 for other reds; _ is off.
class ColorVariables {
 public:
  explicit ColorVariables(const Animation& animation) {
    for (const TimedPicture& picture : animation.pictures)
      for (const hat::Color color : picture.colors) add(color);
  }

  const std::string& of(hat::Color color) const { return names_.at(key_of(color)); }

  std::string definitions() const {
    std::string text;
    for (const hat::Color color : order_)
      text += of(color) + " = (" + std::to_string(color.red) + ", " + std::to_string(color.green) + ", " +
              std::to_string(color.blue) + ")  # " + std::string{nearest_named_color(color).name} + '\n';
    return text;
  }

 private:
  void add(hat::Color color) {
    const auto [place, added] = names_.try_emplace(key_of(color));
    if (!added) return;
    order_.push_back(color);
    const char letter = nearest_named_color(color).letter;
    const int number = ++used_[letter];
    place->second = letter == '.' ? '_' : letter;
    if (number > 1) place->second += std::to_string(number);
  }

  std::map<ColorKey, std::string> names_;
  std::map<char, int> used_;
  std::vector<hat::Color> order_;
};

std::string picture_rows(const TimedPicture& picture, const ColorVariables& variables) {
  std::size_t widest = 0;
  for (const hat::Color color : picture.colors) widest = std::max(widest, variables.of(color).size());
  std::string text;
  for (std::size_t led = 0; led < picture.colors.size(); ++led) {
    const std::string& name = variables.of(picture.colors.at(led));
    const bool ends_row = led % kSide == kSide - 1;
    text += (led % kSide == 0 ? "    " : " ") + name + ',';
    text += ends_row ? "\n" : std::string(widest - name.size(), ' ');
  }
  return text;
}

/// Seconds as people write them: 0.5, 2, 0.125.
std::string seconds(std::uint32_t ms) {
  std::string text = std::to_string(ms / 1000);
  if (ms % 1000 == 0) return text;
  std::string part = std::to_string(1000 + ms % 1000).substr(1);
  part.erase(part.find_last_not_of('0') + 1);
  return text + '.' + part;
}

std::string show(const std::string& name, std::uint32_t duration_ms, const std::string& indent) {
  return indent + "sense.set_pixels(" + name + ")\n" + indent + "sleep(" + seconds(duration_ms) + ")\n";
}

/// The names of the pictures in the order they are shown; a picture that comes back keeps its name.
std::vector<std::string> picture_names(const Animation& animation, const ColorVariables& variables,
                                       std::string& definitions) {
  std::map<std::string, std::string> known;
  std::vector<std::string> names;
  for (const TimedPicture& picture : animation.pictures) {
    const std::string rows = picture_rows(picture, variables);
    const auto [place, added] = known.try_emplace(rows, "picture_" + std::to_string(known.size() + 1));
    if (added) definitions += place->second + " = [\n" + rows + "]\n\n";
    names.push_back(place->second);
  }
  return names;
}

std::string showing(const Animation& animation, const std::vector<std::string>& names) {
  const auto& pictures = animation.pictures;
  std::string text;
  std::string indent;
  if (animation.repeats != 1) {
    text = animation.repeats == 0 ? "while True:\n"
                                  : "for repeat in range(" + std::to_string(animation.repeats) + "):\n";
    indent = "    ";
  }
  constexpr std::size_t kFewPictures = 3;
  const bool even = std::all_of(pictures.begin(), pictures.end(), [&](const TimedPicture& each) {
    return each.duration_ms == pictures.front().duration_ms;
  });
  if (!even || pictures.size() <= kFewPictures) {
    for (std::size_t i = 0; i < pictures.size(); ++i) text += show(names[i], pictures[i].duration_ms, indent);
    return text;
  }
  std::string list;
  for (std::size_t i = 0; i < names.size(); ++i)
    list += (i == 0 ? "" : i % 6 == 0 ? ",\n" + indent + "                " : ", ") + names[i];
  return text + indent + "for picture in [" + list + "]:\n" +
         show("picture", pictures.front().duration_ms, indent + "    ");
}

}  // namespace

std::string write_frame_code(const Animation& animation) {
  if (animation.pictures.empty()) throw std::invalid_argument("an animation needs at least one picture");
  const ColorVariables variables{animation};
  std::string definitions;
  const std::vector<std::string> names = picture_names(animation, variables, definitions);
  return "from time import sleep\n\nfrom sense_hat import SenseHat\n\nsense = SenseHat()\n\n"
         "# Each colour: how much red, green and blue, from 0 to 255.\n" +
         variables.definitions() + '\n' + definitions + showing(animation, names);
}

}  // namespace cupola::picture
