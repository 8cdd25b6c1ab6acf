#include "emulator/app/window/run_window.hpp"
#include "emulator/app/headless.hpp"
#include "emulator/app/services/crash_report.hpp"
#include "emulator/app/services/settings.hpp"
#include "emulator/app/window/emulator.hpp"
#include "emulator/app/window/painter.hpp"
#include "emulator/app/window/picture_log.hpp"
#include "emulator/app/window/places.hpp"
#include "emulator/app/window/preferences.hpp"
#include "emulator/app/window/sdl_window.hpp"
#include "emulator/serve/control_client.hpp"
#include "hat_driver/base/clock.hpp"

#include <cupola/hat/profile.hpp>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <filesystem>
#include <stdexcept>
#include <system_error>
#include <utility>

namespace cupola::app {
namespace {

/// While the lights alone are drawn, the rest of the window follows this often, and once after the last of
/// them.
constexpr double kWholePeriod_s = 0.5;

/// Asks a running window for nothing but to come to the front.
constexpr const char* kNoFile = "/";

constexpr const char* kSettingsName = "settings.json";
constexpr const char* kSessionName = "session.json";

Remembered remembered(const WindowOptions& options) {
  auto settings = load_settings(config_folder() / kSettingsName);
  auto session = load_session(state_folder() / kSessionName);
  Remembered result{std::move(settings.value), std::move(session.value), {}};
  for (std::string& notice : {std::ref(settings.notice), std::ref(session.notice)}) {
    if (!notice.empty()) result.notices.push_back(std::move(notice));
  }
  if (options.profile) result.settings.profile = hat::name_of(*options.profile);
  return result;
}

WindowPlace place_of(const Settings& settings) {
  return {.width = settings.window_width, .height = settings.window_height, .maximized = settings.maximized};
}

/// The loop: sleeps until something happens, and draws no more than it must.
class Loop {
 public:
  Loop(const WindowOptions& options, Remembered last)
      : log_(options.widgets, options.shown),
        window_("Sense HAT", place_of(last.settings)),
        host_(hosting(options, last.settings), clock_),
        emulator_(host_, window_.renderer(), find_places(options.board), clock_, std::move(last)) {
    if (!options.program.empty()) emulator_.open(options.program);
    if (window_.draws_in_software()) {
      std::fputs("cupola-emulator: no graphics card that can be used; the processor draws the window\n",
                 stderr);
    }
  }

  void run() {
    while (true) {
      host_.watch_descriptors(emulator_.fds());
      const SdlWindow::Events events = window_.wait(sleep_ms());
      log_.woken(clock_.monotonic());
      for (const std::string& path : events.dropped) emulator_.open(path);
      take_handed_over();
      if (events.any) painter_.touch();
      if (emulator_.tick()) painter_.refresh();
      if (events.woken && !painter_.due(now_s()) && !lights_are_enough()) painter_.refresh();
      if (painter_.due(now_s()) && !window_.hidden()) paint();
      remember();
      if (events.quit) break;
    }
    emulator_.finish();
    autosave_.flush();
    if (!autosave_.problem().empty())
      std::fprintf(stderr, "cupola-emulator: %s\n", autosave_.problem().c_str());
    save();
  }

 private:
  serve::HostOptions hosting(const WindowOptions& options, const Settings& settings) {
    serve::HostOptions hosting;
    hosting.name = options.board;
    hosting.profile = profile_of(settings);
    hosting.seed = options.seed;
    hosting.takes_files = true;
    hosting.on_change = [this] { window_.wake(); };
    return hosting;
  }

  double now_s() const { return std::chrono::duration<double>(clock_.monotonic() - begun_).count(); }

  int sleep_ms() {
    int sleep = window_.hidden() ? -1 : painter_.sleep_ms(now_s());
    for (const std::optional<base::Monotonic> due : {emulator_.due(), autosave_.due()}) {
      if (!due) continue;
      const auto left = std::chrono::ceil<std::chrono::milliseconds>(*due - clock_.monotonic()).count();
      const int left_ms = static_cast<int>(std::clamp<std::int64_t>(left, 0, 60'000));
      sleep = sleep < 0 ? left_ms : std::min(sleep, left_ms);
    }
    return sleep;
  }

  /// What a second start of the emulator was asked to open.
  void take_handed_over() {
    for (const std::filesystem::path& path : host_.take_files()) {
      if (path != kNoFile) emulator_.open(path);
      window_.raise();
      painter_.touch();
    }
  }

  bool lights_are_enough() {
    if (now_s() - painted_s_ >= kWholePeriod_s || !emulator_.draw_lights(window_)) return false;
    log_.lights(clock_.monotonic());
    painter_.draw_at(painted_s_ + kWholePeriod_s);
    return true;
  }

  void paint() {
    painted_s_ = now_s();
    painter_.paint(painted_s_, emulator_.preferences(), emulator_.words(),
                   [this](const ui::Context& ui) { emulator_.draw(ui, &painter_.widgets()); });
    log_.whole(painter_.widgets(), clock_.monotonic());
    if (const std::string title = emulator_.title(); title != title_) window_.set_title(title_ = title);
    tell_missing_fonts();
    changed_ = true;
  }

  /// Nothing is lost if we end now: at most a second of typing.
  void remember() {
    const base::Monotonic now = clock_.monotonic();
    if (changed_) autosave_.note(emulator_.session(), now);
    changed_ = false;
    autosave_.tick(now);
    if (autosave_.problem() == told_) return;
    told_ = autosave_.problem();
    if (told_.empty()) return;
    emulator_.tell({"Your work cannot be kept for the next start: {0}", {told_}});
    painter_.touch();
  }

  /// Once, after the first picture has looked for them.
  void tell_missing_fonts() {
    if (std::exchange(fonts_told_, true) || painter_.missing_fonts().empty()) return;
    std::string names;
    for (const std::filesystem::path font : painter_.missing_fonts())
      names += (names.empty() ? "" : ", ") + font.filename().string();
    emulator_.tell({"Fonts are missing; others take their place: {0}", {names}});
    painter_.touch();
  }

  void save() {
    Settings settings = emulator_.settings();
    const WindowPlace place = window_.place();
    settings.maximized = place.maximized;
    if (!place.maximized) {
      settings.window_width = place.width;
      settings.window_height = place.height;
    }
    try {
      save_settings(config_folder() / kSettingsName, settings);
    } catch (const std::system_error& error) {
      std::fprintf(stderr, "cupola-emulator: %s\n", error.what());
    }
  }

  base::SystemClock clock_;
  base::Monotonic begun_ = clock_.monotonic();
  PictureLog log_;
  SdlWindow window_;
  Painter painter_{window_};
  Autosave autosave_{state_folder() / kSessionName};
  serve::Host host_;
  Emulator emulator_;
  std::string title_;
  double painted_s_ = 0;
  bool changed_ = false;
  bool fonts_told_ = false;
  std::string told_;  ///< what autosave_ could not do, as the person was told
};

/// Gives what this start was asked to open to the window that has the board. False if it is no window of
/// ours.
bool hand_over(const WindowOptions& options) {
  auto running = serve::ControlClient::connect(board::board_folder(), options.board);
  if (!running) return false;
  const std::filesystem::path file =
      options.program.empty() ? std::filesystem::path(kNoFile) : std::filesystem::absolute(options.program);
  const auto problem = running->open(file);
  if (problem) throw std::runtime_error(*problem);
  std::fprintf(stderr, "cupola-emulator: the emulator is open already; its window has come to the front\n");
  return true;
}

}  // namespace

int run_window(const WindowOptions& options) {
  install_crash_report(state_folder(), "cupola-emulator " CUPOLA_VERSION);
  set_crash_note("the session is kept in " + (state_folder() / kSessionName).string());
  if (board::board_owner(board::board_folder(), options.board) && hand_over(options)) return 0;
  try {
    Loop(options, remembered(options)).run();
  } catch (const std::system_error& error) {
    if (error.code() != std::errc::address_in_use) throw;
    throw std::runtime_error(taken_board(options.board));
  }
  return 0;
}

}  // namespace cupola::app
