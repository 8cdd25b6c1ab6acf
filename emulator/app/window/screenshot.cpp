#include "emulator/app/window/screenshot.hpp"
#include "emulator/app/window/emulator.hpp"
#include "emulator/app/window/places.hpp"
#include "emulator/app/window/preferences.hpp"
#include "emulator/picture/png.hpp"
#include "emulator/ui/canvas.hpp"
#include "hat_driver/base/clock.hpp"
#include "hat_driver/base/temporary_folder.hpp"
#include "hat_driver/base/whole_file.hpp"

#include <cstdio>
#include <filesystem>
#include <limits>
#include <stdexcept>
#include <vector>

namespace cupola::app {
namespace {

constexpr int kSmallest_px = 320;
constexpr int kLargest_px = 8192;
/// Panels that size themselves by what they hold have settled after so many pictures.
constexpr int kPictures = 6;

/// A picture of something else than what was asked for would be worse than none.
template <typename Kind>
Kind loaded(Loaded<Kind> file) {
  if (!file.notice.empty()) throw std::invalid_argument(file.notice);
  return std::move(file.value);
}

picture::Image image_of(const ui::CanvasPixels& pixels) {
  picture::Image image{pixels.width, pixels.height, {}};
  image.pixels.reserve(pixels.width * pixels.height);
  for (std::size_t i = 0; i < pixels.rgb.size(); i += 3) {
    image.pixels.push_back({pixels.rgb[i], pixels.rgb[i + 1], pixels.rgb[i + 2]});
  }
  return image;
}

}  // namespace

int take_screenshot(const ScreenshotOptions& options) {
  for (const int side : {options.width, options.height}) {
    if (side < kSmallest_px || side > kLargest_px) {
      throw std::invalid_argument("a picture of the window is 320–8192 px wide and high, not " +
                                  std::to_string(side));
    }
  }
  Remembered state;
  if (!options.settings.empty()) state.settings = loaded(load_settings(options.settings));
  if (!options.session.empty()) state.session = loaded(load_session(options.session));
  const ui::Preferences preferences = preferences_of(state.settings);
  ui::Canvas canvas(options.width, options.height);
  ui::Fonts fonts;
  const float scale =
      ui::shown_scale(preferences, static_cast<float>(options.width), static_cast<float>(options.height));
  ui::load_fonts(fonts, scale);
  const ui::Palette& palette = ui::palette_of(ui::shown_theme(preferences));
  ui::dress(ImGui::GetStyle(), palette, scale);
  const base::TemporaryFolder folder("picture");  // a board that nobody else finds
  const base::SystemClock clock;
  serve::Host host({.folder = folder.path(), .profile = profile_of(state.settings), .seed = options.seed},
                   clock);
  Places places = find_places("picture");
  // What the person painted and recorded is not in a picture for a book.
  places.scratch = folder.path() / "state";
  Emulator emulator(host, canvas.renderer(), places, clock, std::move(state));
  for (int i = 0; i < kPictures; ++i) {
    double next_redraw_s = std::numeric_limits<double>::infinity();
    const ui::Context context{.words = emulator.words(),
                              .fonts = fonts,
                              .palette = palette,
                              .reduced_motion = true,
                              .em_px = fonts.body->FontSize,
                              .next_redraw_s = next_redraw_s};
    canvas.begin_frame(1.0F / 60);
    ImGui::PushFont(fonts.body);
    emulator.draw(context);
    ImGui::PopFont();
    canvas.end_frame(palette.ground);
  }
  base::write_whole_file(options.out, picture::encode_png(image_of(canvas.pixels())));
  return 0;
}

}  // namespace cupola::app
