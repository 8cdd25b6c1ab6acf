#include "emulator/app/headless.hpp"
#ifdef CUPOLA_HAS_WINDOW
#include "emulator/app/window/run_window.hpp"
#include "emulator/app/window/screenshot.hpp"
#endif

#include <cupola/hat/profile.hpp>

#include <CLI/CLI.hpp>

#include <cstdio>
#include <exception>
#include <stdexcept>
#include <string>

namespace {

constexpr int kWrongUsage = 2;
constexpr int kWeFailed = 3;

int report(int status, const std::exception& error) {
  std::fprintf(stderr, "cupola-emulator: %s\n", error.what());
  return status;
}

/// The command line, as it was given.
struct Arguments {
  cupola::app::HeadlessOptions headless;
  std::string profile;  ///< empty: the last session's, or retail-v2
  std::string program;
  std::string screenshot;
  std::string size = "1280x800";
  std::string state;
  std::string settings;
  std::string widgets;
  std::string shown;
  bool without_window = false;
};

void add_options(CLI::App& app, Arguments& arguments) {
  app.set_version_flag("--version", "cupola-emulator " CUPOLA_VERSION);
  app.add_option("program", arguments.program, "a Python program to open");
  app.add_flag("--headless", arguments.without_window,
               "serve the board without a window, until SIGTERM or SIGINT");
  app.add_option("--board", arguments.headless.board, "the name programs find the board by")
      ->capture_default_str();
  app.add_option("--profile", arguments.profile,
                 "flight, retail-v2 or v1 (else the last session's, or retail-v2)")
      ->check(CLI::IsMember({"flight", "retail-v2", "v1"}));
  app.add_option("--seed", arguments.headless.seed, "of the simulated sensors' noise")->capture_default_str();
  app.add_option("--script", arguments.headless.script,
                 "with --headless: world changes over time, JSON lines or CSV");
  app.add_option("--screenshot", arguments.screenshot,
                 "draw the window once, without a display, into this PNG file");
  app.add_option("--size", arguments.size, "of the screenshot, WIDTHxHEIGHT in px")->capture_default_str();
  app.add_option("--state", arguments.state, "the session file that the screenshot shows");
  app.add_option("--settings", arguments.settings, "the settings file that the screenshot is made with");
  app.add_option("--widgets", arguments.widgets,
                 "for tests and for reading aloud: write what can be pressed, and where, into this file");
  app.add_option("--shown", arguments.shown,
                 "for measurements: write when each picture was seen into this file");
}

#ifdef CUPOLA_HAS_WINDOW

int open_window(const Arguments& arguments) {
  if (!arguments.screenshot.empty()) {
    cupola::app::ScreenshotOptions options{.out = arguments.screenshot,
                                           .settings = arguments.settings,
                                           .session = arguments.state,
                                           .seed = arguments.headless.seed};
    char rest = 0;
    if (std::sscanf(arguments.size.c_str(), "%dx%d%c", &options.width, &options.height, &rest) != 2) {
      throw std::invalid_argument("--size is WIDTHxHEIGHT, for example 1280x800, not \"" + arguments.size +
                                  "\"");
    }
    return cupola::app::take_screenshot(options);
  }
  return cupola::app::run_window({.board = arguments.headless.board,
                                  .profile = cupola::hat::parse_profile(arguments.profile),
                                  .seed = arguments.headless.seed,
                                  .program = arguments.program,
                                  .widgets = arguments.widgets,
                                  .shown = arguments.shown});
}

#else

int open_window(const Arguments&) {
  throw std::invalid_argument("this build has no window; start it with --headless");
}

#endif

int run(int argc, char** argv) {
  CLI::App app{"The Sense HAT emulator", "cupola-emulator"};
  Arguments arguments;
  add_options(app, arguments);
  try {
    app.parse(argc, argv);
  } catch (const CLI::ParseError& error) {
    return app.exit(error) == 0 ? 0 : kWrongUsage;
  }
  if (!arguments.without_window) return open_window(arguments);
  arguments.headless.profile =
      cupola::hat::parse_profile(arguments.profile).value_or(cupola::hat::Profile::RetailV2);
  return cupola::app::run_headless(arguments.headless);
}

}  // namespace

int main(int argc, char** argv) {
  try {
    return run(argc, argv);
  } catch (const std::invalid_argument& error) {
    return report(kWrongUsage, error);
  } catch (const std::exception& error) {
    return report(kWeFailed, error);
  }
}
