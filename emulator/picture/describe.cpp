#include "emulator/picture/describe.hpp"

#include <algorithm>
#include <optional>

namespace cupola::picture {
namespace {

using hat::kPixelCount;
using hat::kSide;

// The sentences of a description. {color}, {count}, {row} and the like are filled in after translation.
constexpr std::string_view kAllOff = "all lights off";
constexpr std::string_view kAllOn = "all lights on";
constexpr std::string_view kOneOn = "1 light on";
constexpr std::string_view kSomeOn = "{count} lights on";
constexpr std::string_view kMostly = "mostly {color}";
constexpr std::string_view kAnd = "{first} and {last}";
constexpr std::string_view kMany = "{count} colours, {color} the most";
constexpr std::string_view kOneLight = "row {row}, light {light}";
constexpr std::string_view kRow = "row {row}";
constexpr std::string_view kColumn = "column {column}";
constexpr std::string_view kTopLeft = "top left";
constexpr std::string_view kTopRight = "top right";
constexpr std::string_view kBottomLeft = "bottom left";
constexpr std::string_view kBottomRight = "bottom right";
constexpr std::string_view kLeft = "left half";
constexpr std::string_view kRight = "right half";
constexpr std::string_view kTop = "top half";
constexpr std::string_view kBottom = "bottom half";
constexpr std::string_view kMiddle = "in the middle";
constexpr std::string_view kEdge = "around the edge";
constexpr std::string_view kAllNow = "all lights now {color}";
constexpr std::string_view kRowChange = "row {row}: {changes}";
constexpr std::string_view kLightChange = "light {light} from {before} to {now}";
constexpr std::string_view kLightsChange = "lights {first}–{last} from {before} to {now}";
constexpr std::string_view kWholeRowChange = "all from {before} to {now}";
constexpr std::string_view kSlightly = "slightly changed";

constexpr std::array kTexts{kAllOff,         kAllOn,       kOneOn,  kSomeOn,    kMostly,      kAnd,
                            kMany,           kOneLight,    kRow,    kColumn,    kTopLeft,     kTopRight,
                            kBottomLeft,     kBottomRight, kLeft,   kRight,     kTop,         kBottom,
                            kMiddle,         kEdge,        kAllNow, kRowChange, kLightChange, kLightsChange,
                            kWholeRowChange, kSlightly};

struct Filling {
  std::string_view placeholder;
  std::string text;
};

std::string filled(std::string text, std::initializer_list<Filling> fillings) {
  for (const Filling& each : fillings)
    if (const std::size_t at = text.find(each.placeholder); at != std::string::npos)
      text.replace(at, each.placeholder.size(), each.text);
  return text;
}

/// Colours by name: indices into named_colors(), 0 is off.
using Names = std::array<std::size_t, kPixelCount>;

Names names_of(const Colors& colors) {
  Names names{};
  std::transform(colors.begin(), colors.end(), names.begin(), [](hat::Color color) {
    return static_cast<std::size_t>(&nearest_named_color(color) - named_colors().data());
  });
  return names;
}

struct Count {
  std::size_t name = 0;
  std::size_t lights = 0;
};

/// The colours that are lit, the most frequent first.
std::vector<Count> lit_colors(const Names& names) {
  std::vector<Count> counts;
  for (std::size_t name = 1; name < named_colors().size(); ++name)
    if (const auto lights = std::count(names.begin(), names.end(), name); lights > 0)
      counts.push_back({name, static_cast<std::size_t>(lights)});
  std::stable_sort(counts.begin(), counts.end(),
                   [](const Count& one, const Count& other) { return one.lights > other.lights; });
  return counts;
}

std::string color_part(const std::vector<Count>& counts, std::size_t lit, const Words& words) {
  const auto name = [&](std::size_t i) { return words(named_colors()[counts.at(i).name].name); };
  if (counts.size() == 1) return name(0);
  if (counts[0].lights * 5 >= lit * 4) return filled(words(kMostly), {{"{color}", name(0)}});
  if (counts.size() == 2) return filled(words(kAnd), {{"{first}", name(0)}, {"{last}", name(1)}});
  if (counts.size() == 3)
    return filled(words(kAnd), {{"{first}", name(0) + ", " + name(1)}, {"{last}", name(2)}});
  return filled(words(kMany), {{"{count}", std::to_string(counts.size())}, {"{color}", name(0)}});
}

std::string count_part(std::size_t lit, const Words& words) {
  if (lit == kPixelCount) return words(kAllOn);
  if (lit == 1) return words(kOneOn);
  return filled(words(kSomeOn), {{"{count}", std::to_string(lit)}});
}

/// The smallest block that holds every lit LED.
struct Block {
  std::size_t left = kSide;
  std::size_t right = 0;  ///< the last column
  std::size_t top = kSide;
  std::size_t bottom = 0;
  bool on_edge_only = true;
};

Block lit_block(const Names& names) {
  Block block;
  for (std::size_t led = 0; led < kPixelCount; ++led) {
    if (names.at(led) == 0) continue;
    const std::size_t x = led % kSide;
    const std::size_t y = led / kSide;
    block.left = std::min(block.left, x);
    block.right = std::max(block.right, x);
    block.top = std::min(block.top, y);
    block.bottom = std::max(block.bottom, y);
    if (x % (kSide - 1) != 0 && y % (kSide - 1) != 0) block.on_edge_only = false;
  }
  return block;
}

std::string_view half_of(const Block& block) {
  constexpr std::size_t kHalf = kSide / 2;
  const bool left = block.right < kHalf;
  const bool right = block.left >= kHalf;
  const bool top = block.bottom < kHalf;
  const bool bottom = block.top >= kHalf;
  if (top && left) return kTopLeft;
  if (top && right) return kTopRight;
  if (bottom && left) return kBottomLeft;
  if (bottom && right) return kBottomRight;
  if (left) return kLeft;
  if (right) return kRight;
  if (top) return kTop;
  if (bottom) return kBottom;
  const bool middle = block.left >= 2 && block.right <= 5 && block.top >= 2 && block.bottom <= 5;
  if (middle) return kMiddle;
  return block.on_edge_only ? kEdge : std::string_view{};
}

std::string place_part(const Names& names, std::size_t lit, const Words& words) {
  const Block block = lit_block(names);
  const std::string row = std::to_string(block.top + 1);
  const std::string column = std::to_string(block.left + 1);
  if (lit == 1) return filled(words(kOneLight), {{"{row}", row}, {"{light}", column}});
  if (block.top == block.bottom) return filled(words(kRow), {{"{row}", row}});
  if (block.left == block.right) return filled(words(kColumn), {{"{column}", column}});
  const std::string_view half = half_of(block);
  return half.empty() ? std::string{} : words(half);
}

/// Neighbours in a row that changed from the same colour to the same colour.
struct Run {
  std::size_t first = 0;
  std::size_t last = 0;
  std::size_t before = 0;
  std::size_t now = 0;
};

std::vector<Run> runs_of(const Names& before, const Names& now, std::size_t row) {
  std::vector<Run> runs;
  for (std::size_t x = 0; x < kSide; ++x) {
    const std::size_t led = kSide * row + x;
    const Run here{x, x, before.at(led), now.at(led)};
    if (here.before == here.now) continue;
    if (!runs.empty() && runs.back().last + 1 == x && runs.back().before == here.before &&
        runs.back().now == here.now)
      runs.back().last = x;
    else
      runs.push_back(here);
  }
  return runs;
}

std::string run_text(const Run& run, const Words& words) {
  const std::string before = words(named_colors()[run.before].name);
  const std::string now = words(named_colors()[run.now].name);
  const std::string_view text = run.first == run.last               ? kLightChange
                                : run.last - run.first + 1 == kSide ? kWholeRowChange
                                                                    : kLightsChange;
  return filled(words(text), {{"{light}", std::to_string(run.first + 1)},
                              {"{first}", std::to_string(run.first + 1)},
                              {"{last}", std::to_string(run.last + 1)},
                              {"{before}", before},
                              {"{now}", now}});
}

std::string joined(const std::vector<std::string>& parts, std::string_view between) {
  std::string text;
  for (const std::string& part : parts) {
    if (!text.empty()) text += between;
    text += part;
  }
  return text;
}

}  // namespace

std::string english(std::string_view text) { return std::string{text}; }

std::vector<std::string_view> description_words() {
  std::vector<std::string_view> all(kTexts.begin(), kTexts.end());
  for (const NamedColor& each : named_colors()) all.push_back(each.name);
  return all;
}

TextGrid text_grid(const Colors& colors, const Words& words) {
  TextGrid grid;
  const Names names = names_of(colors);
  std::vector<std::size_t> met;
  for (std::size_t led = 0; led < kPixelCount; ++led) {
    std::string& row = grid.rows.at(led / kSide);
    const NamedColor& color = named_colors()[names.at(led)];
    if (!row.empty()) row += ' ';
    row += color.letter;
    if (std::find(met.begin(), met.end(), names.at(led)) != met.end()) continue;
    met.push_back(names.at(led));
    grid.legend.push_back(std::string{color.letter} + " = " + words(color.name));
  }
  return grid;
}

std::string TextGrid::text() const {
  std::string text;
  for (const std::string& row : rows) text += row + '\n';
  return text + '\n' + joined(legend, ", ") + '\n';
}

std::string describe(const Colors& colors, const Words& words) {
  const Names names = names_of(colors);
  const std::size_t lit = kPixelCount - static_cast<std::size_t>(std::count(names.begin(), names.end(), 0U));
  if (lit == 0) return words(kAllOff);
  std::vector<std::string> parts{color_part(lit_colors(names), lit, words), count_part(lit, words)};
  if (std::string place = place_part(names, lit, words); !place.empty()) parts.push_back(std::move(place));
  return joined(parts, ", ");
}

std::vector<std::string> describe_changes(const Colors& before, const Colors& now, const Words& words) {
  if (before == now) return {};
  const Names old_names = names_of(before);
  const Names names = names_of(now);
  if (old_names == names) return {words(kSlightly)};
  const bool plain =
      std::all_of(names.begin(), names.end(), [&](std::size_t each) { return each == names[0]; });
  const bool was_plain =
      std::all_of(old_names.begin(), old_names.end(), [&](std::size_t each) { return each == old_names[0]; });
  if (plain && (was_plain || names[0] == 0))
    return {filled(words(kAllNow), {{"{color}", words(named_colors()[names[0]].name)}})};
  std::vector<std::string> lines;
  for (std::size_t row = 0; row < kSide; ++row) {
    std::vector<std::string> changes;
    for (const Run& run : runs_of(old_names, names, row)) changes.push_back(run_text(run, words));
    if (!changes.empty())
      lines.push_back(filled(words(kRowChange),
                             {{"{row}", std::to_string(row + 1)}, {"{changes}", joined(changes, ", ")}}));
  }
  return lines;
}

}  // namespace cupola::picture
