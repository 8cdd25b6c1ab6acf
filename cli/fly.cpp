#include "runner/flight/flight.hpp"

#include "cli/boxes.hpp"
#include "cli/command.hpp"
#include "cli/report.hpp"
#include "runner/flight/machine.hpp"

#include <cupola/hat/profile.hpp>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <csignal>
#include <memory>
#include <stdexcept>
#include <system_error>

namespace cupola::cli {
namespace {

constexpr int kFlightStopped = 3;

/// Set by the first SIGINT or SIGTERM: the flight ends after the current program. The second one kills as
/// usual.
volatile std::sig_atomic_t stop_requested = 0;

void request_stop(int /*signal*/) { stop_requested = 1; }

void stop_on_signals() {
  struct sigaction action {};
  action.sa_handler = request_stop;
  action.sa_flags = static_cast<int>(SA_RESTART | SA_RESETHAND);
  for (const int signal : {SIGINT, SIGTERM}) ::sigaction(signal, &action, nullptr);
}

struct FlyOptions {
  std::filesystem::path bundle;
  std::filesystem::path log;
  std::string hat = "emulated";
  std::string clock = "real";
  std::string start;
  double limit_s = 0;  ///< 0: the bundle's
  BoxOptions boxes;
  bool json = false;
};

std::optional<base::UtcTime> start_of(const FlyOptions& options) {
  if (options.start.empty()) return std::nullopt;
  const auto start = base::parse_utc(options.start);
  if (!start) {
    throw std::invalid_argument(
        fmt::format("--start: \"{}\" is no time in UTC; write it like 2018-02-01T09:00:00Z", options.start));
  }
  return start;
}

flight::Plan plan_of(const FlyOptions& options, const mission::Bundle& bundle, const Boxes& boxes) {
  flight::Plan plan{.bundle = bundle,
                    .bundle_name = options.bundle.native(),
                    .log = options.log,
                    .hat = record::HatKind::Emulated,
                    .clock = record::parse_clock(options.clock).value(),
                    .profile = hat::parse_profile(bundle.profile).value(),
                    .start = start_of(options),
                    .wall_limit_s = {},
                    .tier = run::tier_of(boxes.installation()),
                    .build = flight::build_name(CUPOLA_VERSION),
                    .boot_id = flight::boot_id()};
  if (options.limit_s > 0) plan.wall_limit_s = options.limit_s;
  return plan;
}

std::string counted(const std::map<std::string, std::size_t>& verdicts) {
  std::string text;
  for (const auto& [name, count] : verdicts)
    text += fmt::format("{}{} {}", text.empty() ? "" : ", ", count, name);
  return text;
}

std::string clock_time(base::UtcTime time) { return base::format_utc(time).substr(11, 8); }

void print_summary(const FlyOptions& options, const flight::Summary& summary) {
  if (options.json) {
    nlohmann::ordered_json object;
    object["entries"] = summary.entries;
    object["flown"] = summary.flown;
    object["stopped"] = summary.stopped;
    object["verdicts"] = summary.verdicts;
    object["notes"] = summary.notes;
    object["failures"] = summary.failures;
    print(object.dump() + "\n");
    return;
  }
  print(fmt::format("{} of {} entries flown: {}; log {}\n", summary.flown, summary.entries,
                    counted(summary.verdicts), options.log.native()));
}

flight::Summary fly_with(const FlyOptions& options, const mission::Bundle& bundle) {
  base::SystemClock clock;
  record::SystemDisk disk;
  ProgressLine line;
  const Boxes boxes{options.boxes};
  stop_on_signals();
  return flight::fly(
      plan_of(options, bundle, boxes),
      {.stage =
           [&](const run::RunRequest& request) { return run::stage_program(request, boxes.installation()); },
       .clock = clock,
       .disk = disk,
       .clock_error = base::clock_error,
       .stop = [] { return stop_requested != 0; },
       .progress =
           [&](const flight::Progress& progress) {
             line.show(fmt::format("{} of {} flown, ends about {} UTC ({}: {})", progress.flown,
                                   progress.entries, clock_time(progress.expected_end), progress.entry,
                                   record::verdict_name(progress.verdict)));
           }});
}

int fly(const FlyOptions& options) {
  try {
    const mission::Bundle bundle = mission::read_bundle(options.bundle);
    const flight::Summary summary = fly_with(options, bundle);
    for (const std::string& note : summary.notes) complain(note);
    for (const std::string& failure : summary.failures) {
      complain(failure + ": our failure, not the program's; start the same command again to fly it");
    }
    print_summary(options, summary);
    if (summary.stopped) complain("stopped; start the same command again to fly the rest");
    return summary.flown == summary.entries ? 0 : kSomeFailed;
  } catch (const mission::BadInput& error) {
    complain(error.what());
    return kSomeFailed;
  } catch (const std::system_error& error) {
    complain(fmt::format("the flight stopped: {}; mend that and start the same command again to go on",
                         error.what()));
    return kFlightStopped;
  }
}

}  // namespace

void add_fly(CLI::App& app, Context& context) {
  const auto options = std::make_shared<FlyOptions>();
  app.add_option("bundle", options->bundle, "What cupola pack wrote")->type_name("BUNDLE")->required();
  app.add_option("--log", options->log, "The log folder; made if it is not there, resumed if it is")
      ->type_name("DIR")
      ->required();
  app.add_option("--hat", options->hat, "Which HAT: auto or emulated")
      ->check(CLI::IsMember({"auto", "emulated"}))
      ->capture_default_str();
  app.add_option("--clock", options->clock,
                 "real, or virtual: sleeps cost nothing, times are as on the real clock")
      ->check(CLI::IsMember({"real", "virtual"}))
      ->capture_default_str();
  app.add_option("--start", options->start,
                 "When a virtual flight begins (default: now); only with a new log")
      ->type_name("TIME");
  app.add_option("--limit", options->limit_s, "Seconds a program may run (default: the mission's, 30)")
      ->check(CLI::Range(0.001, 86400.0))
      ->type_name("SECONDS");
  add_box_options(app, options->boxes);
  app.add_flag("--json", options->json,
               "One JSON object at the end: entries, flown, stopped, verdicts, notes");
  app.footer(
      "Flies one program after the other, each in its own box, and cuts it at the limit. Every step is in\n"
      "DIR/journal.jsonl (docs/journal.md) before the next program starts: after a power cut, a full disk "
      "or\n"
      "Ctrl-C (which ends after the current program) the same command goes on; nothing is flown twice.\n"
      "Exit status 0 when every entry has a completed run, whatever its verdict.");
  app.callback([options, &context] { context.status = fly(*options); });
}

}  // namespace cupola::cli
