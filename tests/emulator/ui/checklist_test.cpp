#include "emulator/ui/checklist.hpp"
#include "tests/support/stage.hpp"

#include <doctest/doctest.h>
#include <imgui.h>

#include <vector>

namespace cupola::ui {
namespace {

struct Panel {
  ChecklistState state;
  ChecklistInput input;
  std::vector<CheckFinding> findings;
  int went_to = 0;
  bool check = false;
  tests::Stage stage;

  Panel() : stage([this](const Context& context) { draw(context); }, {.width = 380, .height = 640}) {
    stage.step(2);
  }
  void draw(const Context& context) {
    input.findings = findings;
    const ChecklistRequests requests = draw_checklist(state, input, context);
    if (requests.go_to_line > 0) went_to = requests.go_to_line;
    check = check || requests.check;
  }
  Panel(const Panel&) = delete;
  Panel& operator=(const Panel&) = delete;
};

TEST_CASE("no check is started while one runs") {
  Panel panel;
  panel.input.phase = CheckPhase::Checking;
  panel.stage.step();
  CHECK_FALSE(panel.stage.widget("Check again").shown);
  panel.input.phase = CheckPhase::Never;
  panel.stage.step();
  panel.stage.click("Check");
  CHECK(panel.check);
}

TEST_CASE("a failed tick and a finding lead to their lines") {
  Panel panel;
  panel.input.phase = CheckPhase::Done;
  panel.input.ticks = official_ticks({.verdict = "error", .error_line = 7});
  panel.findings = {{.id = "import", .severity = "warn", .line = 2, .text = "numpy is not needed."}};
  panel.stage.step();
  panel.stage.click("Line 7");
  CHECK(panel.went_to == 7);
  panel.stage.click("Line 2");
  CHECK(panel.went_to == 2);
}

TEST_CASE("notes are folded away, and unknown severities are notes") {
  Panel panel;
  panel.input.phase = CheckPhase::Done;
  panel.findings = {{.id = "a", .severity = "note", .line = 3, .text = "Nice."},
                    {.id = "b", .severity = "new kind", .line = 4, .text = "New."}};
  panel.stage.step();
  CHECK_FALSE(panel.stage.shows("Line 3"));
  panel.stage.click("2 good to know");
  panel.stage.step();
  CHECK(panel.stage.shows("Line 3"));
  CHECK(panel.stage.shows("Line 4"));
}

TEST_CASE("findings of an earlier check stay, those of a failed one are not shown") {
  Panel panel;
  panel.findings = {{.id = "x", .severity = "refuse", .line = 5, .text = "Lights no LED."}};
  panel.input.phase = CheckPhase::Old;
  panel.stage.step();
  CHECK(panel.stage.shows("Line 5"));
  panel.input.phase = CheckPhase::Failed;
  panel.input.problem = "cupola is not installed";
  panel.stage.step();
  CHECK_FALSE(panel.stage.shows("Line 5"));
}

TEST_CASE("each state of a tick has a shape of its own") {
  const auto picture = [](TickState state) {
    Panel panel;
    for (Tick& tick : panel.input.ticks) tick.state = state;
    panel.stage.step();
    return panel.stage.pixels().rgb;
  };
  CHECK(picture(TickState::Pass) != picture(TickState::Fail));
  CHECK(picture(TickState::Unknown) != picture(TickState::Running));
}

TEST_CASE("nothing is drawn again while nothing happens") {
  Panel panel;
  panel.input.phase = CheckPhase::Checking;
  panel.stage.step(3);
  CHECK_FALSE(panel.stage.wants_redraw());
}

}  // namespace
}  // namespace cupola::ui
