#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

struct ImGuiContext;
struct SDL_Renderer;
struct SDL_Window;
union SDL_Event;

namespace cupola::app {

struct WindowPlace {
  int width = 1280;
  int height = 800;
  bool maximized = false;
};

/// The window on the screen with Dear ImGui in it; owns SDL's video and the current ImGui context. One
/// thread, except wake().
class SdlWindow {
 public:
  /// Throws std::system_error if there is no display or no way to draw on it.
  SdlWindow(const std::string& title, const WindowPlace& place);
  SdlWindow(const SdlWindow&) = delete;
  SdlWindow& operator=(const SdlWindow&) = delete;
  ~SdlWindow();

  SDL_Renderer* renderer() const { return renderer_; }
  /// "opengl", "software", …
  const std::string& renderer_name() const { return renderer_name_; }
  bool draws_in_software() const { return renderer_name_ == "software"; }
  WindowPlace place() const;
  /// How many times larger this display wants everything: 1, 1.25, 2 …
  float display_scale() const;
  bool hidden() const;
  void set_title(const std::string& title);
  void raise();

  /// What happened while waiting.
  struct Events {
    bool any = false;  ///< something that may change the picture
    bool quit = false;
    bool woken = false;                ///< by wake()
    bool rescaled = false;             ///< moved to another display
    std::vector<std::string> dropped;  ///< paths of files
  };
  /// Waits for events, at most `timeout_ms` (negative: for ever), and hands them to ImGui.
  Events wait(int timeout_ms);
  /// Ends a wait() from another thread.
  void wake();

  /// ImGui has input that it takes over several pictures: draw on.
  bool input_waits() const;
  void begin_frame();
  void end_frame(std::uint32_t ground);
  /// Sends the atlas again after the fonts changed.
  void fonts_changed();
  /// The picture shown last stays and `draw` adds to it: for the LEDs alone. Only when draws_in_software().
  void draw_over(const std::function<void(SDL_Renderer*)>& draw);

 private:
  void take(const SDL_Event& event, Events& events);

  SDL_Window* window_ = nullptr;
  SDL_Renderer* renderer_ = nullptr;
  ImGuiContext* context_ = nullptr;
  std::string renderer_name_;
  std::uint32_t wake_event_ = 0;
};

}  // namespace cupola::app
