#include "emulator/app/window/preferences.hpp"

#include <cupola/hat/profile.hpp>

#include <algorithm>
#include <array>
#include <utility>

namespace cupola::app {
namespace {

using namespace std::string_view_literals;

constexpr std::array kThemes{std::pair{ui::Theme::Light, "light"sv}, std::pair{ui::Theme::Dark, "dark"sv},
                             std::pair{ui::Theme::HighContrast, "contrast"sv}};
constexpr std::array kPages{std::pair{ui::Page::Play, "play"sv}, std::pair{ui::Page::Studio, "studio"sv},
                            std::pair{ui::Page::Record, "record"sv}, std::pair{ui::Page::Class, "class"sv}};

template <typename Names>
auto value_of(const Names& names, std::string_view name) {
  const auto found =
      std::find_if(names.begin(), names.end(), [&](const auto& each) { return each.second == name; });
  return found == names.end() ? names.front().first : found->first;
}

template <typename Names, typename Value>
std::string name_of(const Names& names, Value value) {
  const auto found =
      std::find_if(names.begin(), names.end(), [&](const auto& each) { return each.first == value; });
  return std::string(found == names.end() ? names.front().second : found->second);
}

}  // namespace

ui::Preferences preferences_of(const Settings& settings) {
  return {.theme = value_of(kThemes, settings.theme),
          .scale = std::clamp(static_cast<float>(settings.scale), ui::kSmallestScale, ui::kLargestScale),
          .reduced_motion = settings.reduced_motion,
          .sounds = settings.sounds,
          .projector = settings.projector,
          .language = settings.language};
}

void put_preferences(const ui::Preferences& preferences, Settings& settings) {
  settings.theme = name_of(kThemes, preferences.theme);
  settings.scale = static_cast<double>(preferences.scale);
  settings.reduced_motion = preferences.reduced_motion;
  settings.sounds = preferences.sounds;
  settings.projector = preferences.projector;
  settings.language = preferences.language;
}

ui::Page page_of(std::string_view name) { return value_of(kPages, name); }
std::string page_name(ui::Page page) { return name_of(kPages, page); }

hat::Profile profile_of(const Settings& settings) {
  return hat::parse_profile(settings.profile).value_or(hat::Profile::RetailV2);
}

}  // namespace cupola::app
