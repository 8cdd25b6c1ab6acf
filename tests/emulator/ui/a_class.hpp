#pragma once

#include "emulator/ui/model/class_wall.hpp"

#include <cmath>
#include <cstdint>
#include <memory>
#include <string>
#include <utility>
#include <vector>

namespace cupola::tests {

/// A film of `pictures` different pictures `step_ms` apart, in a colour of its own.
inline std::shared_ptr<picture::Film> a_film(std::size_t pictures, std::uint32_t step_ms,
                                             std::uint16_t colour = 0xf800) {
  auto film = std::make_shared<picture::Film>();
  for (std::size_t i = 0; i < pictures; ++i) {
    picture::FilmFrame frame{.time_ms = 40 + static_cast<std::uint32_t>(i) * step_ms, .frame = {}};
    for (std::size_t led = 0; led < hat::kPixelCount; ++led) {
      const double x = static_cast<double>(led % hat::kSide) - 3.5;
      const double y = static_cast<double>(led / hat::kSide) - 3.5;
      const double ring = std::hypot(x, y) - 1.5 - static_cast<double>(i % 3);
      if (std::abs(ring) < 0.6) frame.frame.pixels[led] = colour;
    }
    frame.frame.pixels[i % hat::kPixelCount] = 0xffff;
    film->frames.push_back(frame);
  }
  film->duration_ms = 40 + static_cast<std::uint32_t>(pictures) * step_ms;
  return film;
}

inline ui::ClassEntry finished(std::string name, std::shared_ptr<const picture::Film> film) {
  return {.name = std::move(name),
          .phase = ui::ClassPhase::Done,
          .verdict = "finished",
          .wall_s = 12.4,
          .film = std::move(film),
          .best = 0};
}

inline ui::ClassEntry with_error(std::string name, int line, std::string error) {
  return {.name = std::move(name),
          .phase = ui::ClassPhase::Failed,
          .verdict = "error",
          .error = std::move(error),
          .line = line,
          .film = std::make_shared<picture::Film>()};
}

/// `count` programs with every way to end among them.
inline std::vector<ui::ClassEntry> a_class(std::size_t count, std::size_t pictures = 12) {
  static const std::vector<std::string> names{
      "anna", "ben",    "Chloé", "david", "elif", "farid", "greta", "hugo",          "ines",   "jonas",
      "kofi", "lena",   "mateo", "nadia", "omar", "paula", "quinn", "rocket_team_9", "sofia",  "tomás",
      "uma",  "viktor", "wanja", "xenia", "yara", "zoe",   "ада",   "νίκος",         "łukasz", "team10"};
  static const std::vector<std::uint16_t> colours{0xf800, 0x07e0, 0x055f, 0xfd20, 0xf81f, 0x07ff, 0xffe0};
  std::vector<ui::ClassEntry> entries;
  for (std::size_t i = 0; i < count; ++i) {
    std::string name = names[i % names.size()];
    if (i >= names.size()) name += std::to_string(i / names.size() + 1);
    entries.push_back(finished(name + ".py", a_film(pictures, 150, colours[i % colours.size()])));
  }
  const auto put = [&](std::size_t i, ui::ClassEntry entry) {
    if (i >= count) return;
    entry.name = entries[i].name;
    entries[i] = std::move(entry);
  };
  put(4, with_error("", 7, "NameError: name 'sens' is not defined"));
  if (count > 4) entries[4].meaning = {"Python does not know the name \"{0}\".", {"sens"}};
  put(9, {.phase = ui::ClassPhase::Failed,
          .verdict = "cut-at-limit",
          .wall_s = 30,
          .film = a_film(3, 800, 0x8410),
          .best = 1});
  put(13, {.phase = ui::ClassPhase::Done, .verdict = "finished", .wall_s = 0.1, .film = a_film(0, 1)});
  put(17, with_error("", 12, "ValueError: Pixel lists must have 64 elements"));
  put(21, {.phase = ui::ClassPhase::Running});
  put(22, {.phase = ui::ClassPhase::Waiting});
  put(25, {.phase = ui::ClassPhase::Failed, .verdict = "output-limit", .film = a_film(0, 1)});
  if (count > 27) entries[27].stale = true;
  return entries;
}

}  // namespace cupola::tests
