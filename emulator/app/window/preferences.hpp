#pragma once

#include "emulator/app/services/settings.hpp"
#include "emulator/ui/top_bar.hpp"

#include <cupola/hat/readings.hpp>

#include <string>
#include <string_view>

namespace cupola::app {

/// The settings file's words for what the window knows by other names; unknown words mean the usual.
ui::Preferences preferences_of(const Settings& settings);
void put_preferences(const ui::Preferences& preferences, Settings& settings);
ui::Page page_of(std::string_view name);
std::string page_name(ui::Page page);
hat::Profile profile_of(const Settings& settings);

}  // namespace cupola::app
