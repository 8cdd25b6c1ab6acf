#include "certificates/page/poster.hpp"

#include "certificates/orbit/nearest.hpp"
#include "certificates/page/words.hpp"
#include "cli/command.hpp"
#include "cli/elements.hpp"
#include "cli/flight_options.hpp"
#include "cli/report.hpp"
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

struct PosterOptions {
  FlightOptions flight;
  std::string output, language = "en", paper = "a2";
  int width = 3400;
  bool time_lapse = false;
};

page::PosterPaper paper_of(const std::string& name) {
  if (name == "a1") return page::PosterPaper::A1;
  return name == "a3" ? page::PosterPaper::A3 : page::PosterPaper::A2;
}

int make_poster(const PosterOptions& options) {
  const LoadedElements loaded =
      load_elements(mission_elements(options.flight.elements, options.flight.mission));
  page::FlightRequest request{.mission = options.flight.mission,
                              .logs = {options.flight.logs.begin(), options.flight.logs.end()},
                              .elements = orbit::sets_of(loaded.sets, orbit::kIssCatalogueNumber),
                              .language = options.language};
  std::vector<std::string> problems = loaded.problems;
  const page::Flight flight = page::read_flight(request, problems);
  const fs::path folder =
      options.output.empty() ? request.mission / "certificates" / "poster" : fs::path(options.output);
  fs::create_directories(folder);
  base::write_whole_file(folder / "poster.pdf", page::poster_pdf(flight, paper_of(options.paper)));
  base::write_whole_file(folder / "poster.png", page::poster_png(flight, options.width));
  std::string made = "poster.pdf, poster.png";
  if (options.time_lapse) {
    std::string bytes;
    page::write_time_lapse(flight, [&](std::string_view part) { bytes += part; });
    base::write_whole_file(folder / "time-lapse.png", bytes);
    made += ", time-lapse.png";
  }
  print(fmt::format("{}: {} with {} {}\n", folder.string(), made, flight.marks.size(),
                    flight.marks.size() == 1 ? "run" : "runs"));
  for (const std::string& problem : problems) complain(problem);
  return problems.empty() ? 0 : kSomeFailed;
}

}  // namespace

void add_poster(Command app, Context& context) {
  const auto options = std::make_shared<PosterOptions>();
  add_flight_options(app, options->flight);
  app.add_option("--paper", options->paper, "a1, a2 or a3, landscape")
      .one_of({"a1", "a2", "a3"})
      .capture_default_str();
  app.add_option("--width", options->width, "Of the picture, in pixels")
      .in_range(640, 16'000)
      .capture_default_str();
  app.add_option("--language", options->language, "Of the poster's words")
      .one_of(page::Words::languages())
      .capture_default_str();
  app.add_flag("--time-lapse", options->time_lapse,
               "Also time-lapse.png, an animated PNG: all pictures around the world in half a minute");
  app.add_option("-o", options->output, "Where they go (default: MISSION/certificates/poster)")
      .type_name("DIR");
  app.footer(
      "Makes DIR/poster.pdf and DIR/poster.png: a map of the whole flight with a light for every run.\n"
      "Example: cupola poster mission --log log --time-lapse");
  app.callback([options, &context] { context.status = make_poster(*options); });
}

}  // namespace cupola::cli
