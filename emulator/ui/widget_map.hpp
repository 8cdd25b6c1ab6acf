#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

struct ImGuiContext;

namespace cupola::ui {

/// A widget of the picture drawn last: its label and its place in the window, px.
struct Widget {
  std::string label;  ///< what is before "##", or what follows if that is nothing or a single sign
  unsigned id = 0;
  float left = 0;
  float top = 0;
  float right = 0;
  float bottom = 0;
  bool shown = false;  ///< not clipped away, scrolled out or disabled
  bool cut = false;    ///< sticks out of its window to the left or right
};

/// Every widget's name and place, by Dear ImGui's test-engine hooks: for tests that press "Run" and not a
/// coordinate, for the guided tour and for reading aloud.
class WidgetMap {
 public:
  /// Watches the current ImGui context from now on, which must outlive this object.
  WidgetMap();
  WidgetMap(const WidgetMap&) = delete;
  WidgetMap& operator=(const WidgetMap&) = delete;
  ~WidgetMap();

  /// Forgets the picture before; call it just before a new one.
  void begin_frame();
  const std::vector<Widget>& widgets() const { return widgets_; }
  /// The first widget with that label; nothing if there is none.
  std::optional<Widget> find(std::string_view label) const;

  // What the hooks call.
  void note_place(const Widget& place);
  void note_label(unsigned id, const char* label);

 private:
  ImGuiContext* context_;
  std::vector<Widget> widgets_;  // labelled
  std::vector<Widget> places_;   // not labelled yet
};

}  // namespace cupola::ui
