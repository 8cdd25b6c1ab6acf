#include "emulator/ui/help_pages.hpp"
#include "emulator/ui/controls.hpp"
#include "emulator/ui/model/phrase.hpp"

#include <imgui.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <string>

namespace cupola::ui {
namespace {

constexpr std::string_view kProgram =
    "from sense_hat import SenseHat\n"
    "\n"
    "hat = SenseHat()\n"
    "hat.clear(0, 120, 255)\n"
    "hat.show_message(f\"{hat.get_temperature():.1f} C\")\n";

constexpr struct {
  const char* title;
  const char* text;
} kSteps[] = {
    {"Get a program", "Write one on the right, open one, or take the five-line program."},
    {"Run it", "Press Run, or F5, and watch the lights."},
    {"Change the world", "Move a slider on the left: the program feels it at once."},
    {"Use the joystick", "Click the lights, then press the arrow keys and Return."},
    {"Check it", "Check tells whether the program could fly to the Space Station."},
};

struct Key {
  const char* key;  ///< empty: `does` is a heading
  const char* does;
};
constexpr Key kKeys[] = {
    {"", "Everywhere"},
    {"F1", "This help"},
    {"F5", "Run the program"},
    {"Shift+F5", "Stop it"},
    {"Alt+1 … Alt+4", "The four pages of the window"},
    {"Tab", "To the next button or slider"},
    {"Space", "Press the button that has the ring"},
    {"Arrow keys", "Between buttons, and to move a slider"},
    {"Ctrl++, Ctrl+-, Ctrl+0", "Larger, smaller, as it was"},
    {"Ctrl+Shift+C", "Copy the lights as text"},
    {"", "The joystick"},
    {"Arrow keys", "Up, down, left, right, while the lights have the ring"},
    {"Return", "Press the stick"},
    {"Tab, Esc", "Give the keyboard back"},
    {"", "The world"},
    {"Ctrl+Alt+Z, Ctrl+Alt+Y", "Undo a change of the world, make it again"},
    {"Ctrl+click", "Type a number instead of sliding"},
    {"", "The program's text"},
    {"Ctrl+N, Ctrl+O, Ctrl+S", "New, open, save"},
    {"Ctrl+Z, Ctrl+Y", "Undo typing, make it again"},
    {"Ctrl+F, F3", "Find, find the next place"},
    {"Ctrl+/", "Turn lines into comments and back"},
    {"Tab, Shift+Tab", "Move lines in, move them out"},
    {"Esc", "Leave the text, so that Tab leads on"},
    {"Ctrl+D", "In the console: end the input"},
};

constexpr struct {
  const char* name;
  const char* meaning;
  const char* code;
} kSensors[] = {
    {"Temperature", "How warm the board is, in degrees Celsius. On a real board the computer below warms it.",
     "hat.get_temperature()"},
    {"Humidity", "How much water is in the air: 0 % is dry, 100 % is fog.", "hat.get_humidity()"},
    {"Pressure",
     "How strongly the air presses, in hectopascal: about 1013 at the sea, and in the Space Station.",
     "hat.get_pressure()"},
    {"Orientation", "How the board is turned: roll, pitch and yaw, from 0 to 360 degrees.",
     "hat.get_orientation()"},
    {"Acceleration",
     "Which way is down, and shaking, in g. It is 1 on a table and 0 in free fall, as on the Space Station.",
     "hat.get_accelerometer_raw()"},
    {"Turning speed", "How fast the board turns about its three axes, in radians a second.",
     "hat.get_gyroscope_raw()"},
    {"Compass", "Where north is: the magnetic field of the Earth, in microtesla.", "hat.get_compass()"},
    {"Colour and light",
     "Red, green, blue and brightness of the light that falls on the board, from 0 to 255. Version 1 of the "
     "board "
     "does not have it.",
     "hat.colour.colour"},
    {"Joystick", "Which way it was pressed, held or let go.", "hat.stick.get_events()"},
};

struct Credit {
  const char* name;
  const char* licence;
};
constexpr std::array kCredits{
    Credit{"Inter", "SIL Open Font License 1.1"},
    Credit{"JetBrains Mono", "SIL Open Font License 1.1"},
    Credit{"DejaVu Sans", "Bitstream Vera license"},
    Credit{"Dear ImGui", "MIT"},
    Credit{"SDL", "zlib"},
    Credit{"FreeType", "FreeType License"},
    Credit{"JSON for Modern C++", "MIT"},
    Credit{"CLI11", "BSD-3-Clause"},
};

void wrapped(const char* text) {
  ImGui::PushTextWrapPos(0);
  ImGui::TextUnformatted(text);
  ImGui::PopTextWrapPos();
}

/// A number in a circle, and beside it a title with a sentence.
void draw_step(int number, const char* title, const char* text, const Context& ui) {
  const float radius = std::round(ui.em(1));
  const ImVec2 corner = ImGui::GetCursorScreenPos();
  const std::string digit = std::to_string(number);
  const ImVec2 size = ui.fonts.strong->CalcTextSizeA(ui.fonts.strong->FontSize, FLT_MAX, 0, digit.c_str());
  ImDrawList& draw = *ImGui::GetWindowDrawList();
  const ImVec2 middle{corner.x + radius, corner.y + radius};
  draw.AddCircleFilled(middle, radius, ui.palette.accent, 48);
  draw.AddText(ui.fonts.strong, ui.fonts.strong->FontSize,
               {std::round(middle.x - size.x / 2), std::round(middle.y - size.y / 2)}, ui.palette.on_accent,
               digit.c_str());
  ImGui::Dummy({radius * 2, radius * 2});
  ImGui::SameLine(0, ui.em(0.8F));
  ImGui::BeginGroup();
  heading(ui.words(title), ui);
  muted_text(ui.words(text), ui);
  ImGui::EndGroup();
  ImGui::Dummy({0, ui.em(0.4F)});
}

/// Two columns, the first as wide as it needs but at most 40 % of the page. Call ImGui::EndTable() if true.
bool begin_columns(const char* name, float first_width) {
  if (!ImGui::BeginTable(name, 2, ImGuiTableFlags_NoSavedSettings)) return false;
  ImGui::TableSetupColumn("first", ImGuiTableColumnFlags_WidthFixed, first_width);
  ImGui::TableSetupColumn("second", ImGuiTableColumnFlags_WidthStretch);
  return true;
}

}  // namespace

std::string_view five_line_program() { return kProgram; }

HelpRequests draw_first_steps(const Context& ui) {
  HelpRequests requests;
  int number = 0;
  for (const auto& step : kSteps) draw_step(++number, step.title, step.text, ui);
  ImGui::Spacing();
  requests.start_tour = main_button(ui.words("Show me around"), ui, {0, ui.em(2.4F)});
  return requests;
}

HelpRequests draw_five_lines(const Context& ui) {
  HelpRequests requests;
  wrapped(ui.words("It fills the lights with blue and lets the temperature run across them."));
  ImGui::Spacing();
  ImGui::PushFont(ui.fonts.code);
  const std::string program(kProgram);
  ImGui::PushStyleColor(ImGuiCol_ChildBg, ui.palette.ground);
  const float height = ImGui::CalcTextSize(program.c_str()).y + 2 * ImGui::GetStyle().WindowPadding.y;
  ImGui::BeginChild("five lines", {0, height},
                    ImGuiChildFlags_Border | ImGuiChildFlags_AlwaysUseWindowPadding,
                    ImGuiWindowFlags_NavFlattened);
  ImGui::TextUnformatted(program.c_str());
  ImGui::EndChild();
  ImGui::PopStyleColor();
  ImGui::PopFont();
  ImGui::Spacing();
  requests.use_program = main_button(ui.words("Put it into the editor"), ui);
  ImGui::SameLine();
  if (ImGui::Button(ui.words("Copy##five lines"))) ImGui::SetClipboardText(program.c_str());
  ImGui::Spacing();
  muted_text(
      ui.words(
          "It also runs in Thonny, IDLE or a terminal: while this window is open, its lights shine here."),
      ui);
  return requests;
}

void draw_keys(const Context& ui) {
  float width = 0;
  for (const Key& key : kKeys) width = std::max(width, ImGui::CalcTextSize(ui.words(key.key)).x);
  width = std::min(width + ui.em(0.5F), ImGui::GetContentRegionAvail().x * 0.4F);
  if (!begin_columns("keys", width)) return;
  for (const Key& key : kKeys) {
    ImGui::TableNextColumn();
    if (*key.key == 0) {
      ImGui::Dummy({0, ui.em(0.3F)});
      heading(ui.words(key.does), ui);
      ImGui::TableNextColumn();
      continue;
    }
    wrapped(ui.words(key.key));
    ImGui::TableNextColumn();
    muted_text(ui.words(key.does), ui);
  }
  ImGui::EndTable();
}

void draw_sensors(const Context& ui) {
  for (const auto& sensor : kSensors) {
    heading(ui.words(sensor.name), ui);
    wrapped(ui.words(sensor.meaning));
    ImGui::PushFont(ui.fonts.code);
    muted_text(sensor.code, ui);
    ImGui::PopFont();
    ImGui::Dummy({0, ui.em(0.4F)});
  }
}

void draw_about(const HelpInput& input, const Context& ui) {
  heading(("Cupola " + std::string(input.version)).c_str(), ui);
  wrapped(ui.words("A Sense HAT emulator that runs your program as the Space Station would."));
  wrapped(
      ui.words("Cupola is free software under the MIT licence: use it, study it, change it, pass it on."));
  ImGui::Dummy({0, ui.em(0.6F)});
  heading(ui.words("It stands on the work of others"), ui);
  if (!begin_columns("credits", ImGui::GetContentRegionAvail().x * 0.4F)) return;
  for (const Credit& credit : kCredits) {
    ImGui::TableNextColumn();
    wrapped(credit.name);
    ImGui::TableNextColumn();
    muted_text(credit.licence, ui);
  }
  ImGui::EndTable();
  ImGui::Dummy({0, ui.em(0.6F)});
  muted_text(
      ui.words(
          "The lights, sensors and pictures of the board are drawn and computed by Cupola itself. Cupola "
          "does not belong to the makers of the Sense HAT or the Space Station."),
      ui);
}

}  // namespace cupola::ui
