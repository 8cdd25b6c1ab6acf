#include "emulator/ui/help_panel.hpp"
#include "emulator/ui/play_page.hpp"
#include "emulator/ui/top_bar.hpp"
#include "emulator/ui/tour.hpp"
#include "tests/support/stage.hpp"

#include <doctest/doctest.h>
#include <nlohmann/json.hpp>

#include <fstream>
#include <map>
#include <optional>
#include <string>

namespace cupola::ui {
namespace {

/// A language of nobody, in which every text is 40 % longer: what fits in it fits in German, Finnish or
/// Greek.
Catalogue stretched_words() {
  std::ifstream file("emulator/ui/words/en.json");
  const auto document = nlohmann::json::parse(file);
  std::map<std::string, std::string, std::less<>> texts;
  for (const auto& [english, text] : document.at("texts").items()) {
    const std::size_t name = std::min(english.find("##"), english.size());
    const std::string more(1 + name * 2 / 5, 'n');
    texts.emplace(english, english.substr(0, name) + more + english.substr(name));
  }
  return Catalogue(std::move(texts));
}

/// The whole first page with help and tour, as the app draws it.
struct Screen {
  Page page = Page::Play;
  Preferences preferences;
  PlayPageState play;
  HelpState help;
  TourState tour;
  hat::Frame frame;
  ConsoleLog log;
  std::optional<LedTexture> texture;
  tests::Stage stage;

  explicit Screen(const Catalogue& words, int width = 1280, int height = 800)
      : stage([this](const Context& ui) { draw(ui); }, {.width = width, .height = height, .words = words}) {
    texture.emplace(stage.renderer());
    play.program.load("print(1)\n");
    stage.step(4);
  }
  Screen(const Screen&) = delete;
  Screen& operator=(const Screen&) = delete;

  void draw(const Context& ui) {
    if (!texture) return;
    draw_top_bar(page, preferences, ui);
    const HatPanelInput hat{.frame = frame, .texture = *texture};
    const WorldPanelInput world{.leds = texture->show(frame, hat::GammaTable{}, picture::Look::AsCoded)};
    ProgramPanelInput program;
    program.file_name = "smiley.py";
    program.log = &log;
    program.has_thonny = true;
    const ChecklistInput checklist;
    draw_play_page(play, {.world = world, .hat = hat, .program = program, .checklist = checklist}, ui);
    draw_help(help, {.version = "0.1.0"}, ui);
    draw_tour(tour, stage.map(), ui);
  }

  /// The labels of what sticks out of its window.
  std::string cut() const {
    std::string labels;
    for (const Widget& widget : stage.map().widgets()) {
      if (widget.cut) labels += widget.label + "\n";
    }
    return labels;
  }
};

TEST_CASE("in English nothing on the first page is cut off, on a school laptop either") {
  CHECK(Screen(Catalogue{}).cut().empty());
  CHECK(Screen(Catalogue{}, 1024, 600).cut() == "");
}

TEST_CASE("every part of the first page is reached where only one fits") {
  for (const int width : {640, 800}) {
    Screen screen(Catalogue{}, width, 480);
    CHECK(screen.cut() == "");
    for (const char* const part : {"World", "Ready to fly?", "The HAT"}) {
      screen.stage.click(part);
      CHECK(screen.cut() == "");
    }
    if (width == 640) screen.stage.click("Program");
    CHECK(screen.stage.shows("Run"));
    CHECK(screen.cut() == "");
  }
}

TEST_CASE("texts that are 40 % longer are not cut off on the first page") {
  const Screen screen(stretched_words());
  CHECK(screen.cut() == "");
}

TEST_CASE("undo and redo move to the next line where the names of the places are long") {
  std::map<std::string, std::string, std::less<>> words;
  words["ISS cabin"] = "ISS-Kabine";
  words["My desk"] = "Mein Tisch";
  const Screen screen(Catalogue(words), 1024, 600);
  CHECK(screen.cut() == "");
}

TEST_CASE("texts that are 40 % longer are not cut off in the help and the tour") {
  Screen screen(stretched_words());
  for (const HelpPage page :
       {HelpPage::FirstSteps, HelpPage::FiveLines, HelpPage::Keys, HelpPage::Sensors, HelpPage::About}) {
    screen.help.show(page);
    screen.stage.step(3);
    CHECK(screen.cut() == "");
  }
  screen.stage.press(ImGuiKey_Escape);
  screen.tour.start();
  for (std::size_t step = 0; step < tour_steps().size(); ++step) {
    screen.tour.step = step;
    screen.stage.step(3);
    CHECK(screen.cut() == "");
  }
}

}  // namespace
}  // namespace cupola::ui
