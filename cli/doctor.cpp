#include "cli/boxes.hpp"
#include "cli/command.hpp"
#include "cli/doctor_hat.hpp"
#include "cli/report.hpp"
#include "hat_driver/base/clock.hpp"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <memory>
#include <string>
#include <vector>

namespace cupola::cli {
namespace {

/// One finding; its shape in the text and its meaning for the exit status.
enum class State { Well, Lacking, Broken };

struct Finding {
  State state = State::Well;
  std::string name{};
  std::string what{};
  std::string remedy{};
};

struct Section {
  std::string title{};
  std::vector<Finding> findings{};
};

const char* mark_of(State state) {
  switch (state) {
    case State::Well:
      return "ok  ";
    case State::Lacking:
      return "less";
    case State::Broken:
      break;
  }
  return "BAD ";
}

Finding clock_finding() {
  const base::ClockError error = base::clock_error();
  if (error.synchronised) {
    return {.name = "clock", .what = fmt::format("synchronised, at most {:.3f} s wrong", error.maximum_s)};
  }
  return {.state = State::Lacking,
          .name = "clock",
          .what = "not synchronised; certificates will say that their times may be wrong",
          .remedy = "systemctl enable --now systemd-timesyncd, and a network"};
}

/// Whether and how well a flight can be flown here.
Section flight_section() {
  const Boxes boxes{{}};
  const sandbox::Survey survey = boxes.survey();
  Section section{.title = "flight"};
  const bool flies = survey.tier != sandbox::Tier::None;
  section.findings.push_back({.state = flies ? State::Well : State::Broken,
                              .name = "tier",
                              .what = std::string{sandbox::tier_name(survey.tier)}});
  for (const sandbox::Feature& feature : survey.features) {
    const State lacking = flies ? State::Lacking : State::Broken;
    section.findings.push_back({.state = feature.there ? State::Well : lacking,
                                .name = feature.name,
                                .what = feature.what,
                                .remedy = feature.remedy});
  }
  section.findings.push_back(clock_finding());
  return section;
}

std::string text_of(const Section& section) {
  std::string text = section.title + "\n";
  for (const Finding& finding : section.findings) {
    text += fmt::format("  {} {:<11} {}\n", mark_of(finding.state), finding.name, finding.what);
    if (!finding.remedy.empty()) text += fmt::format("{:19}remedy: {}\n", "", finding.remedy);
  }
  return text;
}

nlohmann::ordered_json json_of(const Section& section) {
  nlohmann::ordered_json findings = nlohmann::ordered_json::array();
  for (const Finding& finding : section.findings) {
    findings.push_back({{"name", finding.name},
                        {"ok", finding.state == State::Well},
                        {"what", finding.what},
                        {"remedy", finding.remedy}});
  }
  return findings;
}

struct DoctorOptions {
  HatDoctorOptions hat{};
  bool json = false;
};

int examine(const DoctorOptions& options) {
  if (options.hat.calibrate || !options.hat.calibration.empty()) return calibrate_hat(options.hat);
  const Section flight = flight_section();
  nlohmann::ordered_json object;
  object[flight.title] = json_of(flight);
  if (!options.json) print(text_of(flight));
  const HatFindings hat = examine_hat(options.hat, object);
  print(options.json ? object.dump(2) + "\n" : hat.text);
  const bool grounded = std::any_of(flight.findings.begin(), flight.findings.end(),
                                    [](const Finding& each) { return each.state == State::Broken; });
  return grounded || hat.broken ? kSomeFailed : 0;
}

}  // namespace

void add_doctor(Command app, Context& context) {
  const auto options = std::make_shared<DoctorOptions>();
  add_hat_options(app, options->hat);
  app.add_flag("--json", options->json,
               "One JSON object: for each part its findings (name, ok, what, remedy)");
  app.footer(
      "ok: all is well; less: works, but something is lost; BAD: no flight is possible, or a part of a HAT\n"
      "that is there does not work. Exit status 1 if anything is BAD. docs/hardware.md explains the lines "
      "of\n"
      "the HAT. Nothing is changed but by --calibrate and --take-calibration, which keep a file.");
  app.callback([options, &context] { context.status = examine(*options); });
}

}  // namespace cupola::cli
