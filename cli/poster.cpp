#include "certificates/page/poster.hpp"

#include "certificates/orbit/nearest.hpp"
#include "certificates/page/words.hpp"
#include "cli/command.hpp"
#include "cli/elements.hpp"
#include "hat_driver/base/whole_file.hpp"
#include "runner/mission/mission.hpp"

#include <fmt/format.h>

#include <filesystem>
#include <memory>
#include <string>
#include <vector>

namespace cupola::cli {
namespace {

namespace fs = std::filesystem;

constexpr int kSomeInputsFailed = 1;

struct PosterOptions {
  std::string mission, elements, output, language = "en", paper = "a2";
  std::vector<std::string> logs;
  int width = 3400;
  bool time_lapse = false;
};

page::PosterPaper paper_of(const std::string& name) {
  if (name == "a1") return page::PosterPaper::A1;
  return name == "a3" ? page::PosterPaper::A3 : page::PosterPaper::A2;
}

int make_poster(const PosterOptions& options) {
  const LoadedElements loaded = load_elements(mission_elements(options.elements, options.mission));
  page::FlightRequest request{.mission = options.mission,
                              .logs = {options.logs.begin(), options.logs.end()},
                              .elements = orbit::sets_of(loaded.sets, orbit::kIssCatalogueNumber),
                              .language = options.language};
  std::vector<std::string> problems = loaded.problems;
  const page::Flight flight = page::read_flight(request, problems);
  const fs::path folder =
      options.output.empty() ? request.mission / "certificates" / "poster" : fs::path(options.output);
  fs::create_directories(folder);
  base::write_whole_file(folder / "poster.pdf", page::poster_pdf(flight, paper_of(options.paper)));
  base::write_whole_file(folder / "poster.png", page::poster_png(flight, options.width));
  fmt::print("{}: poster.pdf, poster.png", folder.string());
  if (options.time_lapse) {
    std::string bytes;
    page::write_time_lapse(flight, [&](std::string_view part) { bytes += part; });
    base::write_whole_file(folder / "time-lapse.png", bytes);
    fmt::print(", time-lapse.png");
  }
  fmt::print(" with {} {}\n", flight.marks.size(), flight.marks.size() == 1 ? "run" : "runs");
  for (const std::string& problem : problems) fmt::print(stderr, "cupola: {}\n", problem);
  return problems.empty() ? 0 : kSomeInputsFailed;
}

}  // namespace

void add_poster(CLI::App& app, Context& context) {
  const auto options = std::make_shared<PosterOptions>();
  app.add_option("MISSION", options->mission, "The mission's folder")->required();
  app.add_option("--log", options->logs, "Log folder of a flight of this mission; several for several units")
      ->type_name("DIR")
      ->required();
  app.add_option(
         "--elements", options->elements,
         "Element sets of the ISS (default: MISSION/elements if it holds any, else the built-in ones)")
      ->type_name("FILE|FOLDER");
  app.add_option("--paper", options->paper, "a1, a2 or a3, landscape")
      ->check(CLI::IsMember({"a1", "a2", "a3"}))
      ->capture_default_str();
  app.add_option("--width", options->width, "Of the picture, in pixels")
      ->check(CLI::Range(640, 16'000))
      ->capture_default_str();
  app.add_option("--language", options->language, "Of the poster's words")
      ->check(CLI::IsMember(page::Words::languages()))
      ->capture_default_str();
  app.add_flag("--time-lapse", options->time_lapse,
               "Also time-lapse.png, an animated PNG: all pictures around the world in half a minute");
  app.add_option("-o", options->output, "Where they go (default: MISSION/certificates/poster)")
      ->type_name("DIR");
  app.footer(
      "Makes DIR/poster.pdf and DIR/poster.png: a map of the whole flight with a light for every run.\n"
      "Example: cupola poster mission --log log --time-lapse");
  app.callback([options, &context] { context.status = make_poster(*options); });
}

}  // namespace cupola::cli
