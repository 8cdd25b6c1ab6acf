#include "emulator/app/headless.hpp"

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

int run(int argc, char** argv) {
  CLI::App app{"The Sense HAT emulator", "cupola-emulator"};
  app.set_version_flag("--version", "cupola-emulator " CUPOLA_VERSION);
  cupola::app::HeadlessOptions options;
  std::string profile = "retail-v2";
  bool headless = false;
  app.add_flag("--headless", headless, "serve the board without a window, until SIGTERM or SIGINT");
  app.add_option("--board", options.board, "the name programs find the board by")->capture_default_str();
  app.add_option("--profile", profile, "flight, retail-v2 or v1")
      ->check(CLI::IsMember({"flight", "retail-v2", "v1"}))
      ->capture_default_str();
  app.add_option("--seed", options.seed, "of the simulated sensors' noise")->capture_default_str();
  app.add_option("--script", options.script, "with --headless: world changes over time, JSON lines or CSV");
  try {
    app.parse(argc, argv);
  } catch (const CLI::ParseError& error) {
    return app.exit(error) == 0 ? 0 : kWrongUsage;
  }
  if (!headless) throw std::invalid_argument("this build has no window; start it with --headless");
  options.profile = cupola::hat::parse_profile(profile).value();
  return cupola::app::run_headless(options);
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
