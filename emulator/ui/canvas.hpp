#pragma once

#include <imgui.h>

#include <cstddef>
#include <cstdint>
#include <memory>
#include <vector>

struct SDL_Renderer;
struct SDL_Surface;

namespace cupola::ui {

/// What a Canvas shows: RGB bytes, row by row from the top.
struct CanvasPixels {
  std::size_t width = 0;
  std::size_t height = 0;
  std::vector<std::uint8_t> rgb;  ///< width × height × 3
};

/// A window without a display: Dear ImGui drawn by SDL's software renderer into memory, the same pixels every
/// time. For screenshots and tests. Makes an ImGui context and makes it the current one; of several alive,
/// the one that draws is.
class Canvas {
 public:
  /// Throws std::system_error if SDL cannot make it.
  Canvas(int width, int height);
  Canvas(const Canvas&) = delete;
  Canvas& operator=(const Canvas&) = delete;
  ~Canvas();

  SDL_Renderer* renderer() const { return renderer_; }
  /// What ImGui does from now on is done here.
  void make_current() const;
  /// Starts a picture; `elapsed_s` since the one before.
  void begin_frame(float elapsed_s);
  /// Ends it, with `ground` (0xAABBGGRR) behind it.
  void end_frame(std::uint32_t ground);
  CanvasPixels pixels() const;
  /// Sends the atlas to the renderer again after load_fonts().
  void fonts_changed();

 private:
  int width_;
  int height_;
  SDL_Surface* surface_ = nullptr;
  SDL_Renderer* renderer_ = nullptr;
  ImGuiContext* context_ = nullptr;
};

}  // namespace cupola::ui
