#include "runner/flight/flight.hpp"

#include "cli/command.hpp"
#include "cli/fly_plan.hpp"
#include "cli/report.hpp"
#include "hat_driver/base/whole_file.hpp"
#include "runner/flight/control.hpp"
#include "runner/flight/notify.hpp"
#include "runner/flight/rehearsal.hpp"
#include "runner/record/downlink.hpp"
#include "runner/record/ed25519.hpp"
#include "runner/record/journal_writer.hpp"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <memory>
#include <stdexcept>
#include <system_error>

namespace cupola::cli {
namespace {

constexpr int kFlightStopped = 3;

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

/// What the operator sees of a flight, and how they reach it.
class Bridge {
 public:
  /// `begun` becomes true when the log is open.
  Bridge(const flight::Plan& plan, bool& begun) : plan_(plan), begun_(begun) {}

  flight::Summary fly(const run::Installation& installation, HatChoice& hat) {
    return flight::fly(plan_, {.stage =
                                   [&](run::RunRequest request) {
                                     request.bridge = hat.bridge();
                                     return run::stage_program(request, installation);
                                   },
                               .clock = clock_,
                               .disk = disk_,
                               .clock_error = base::clock_error,
                               .order = [this] { return desk_.order(); },
                               .wait = [this](base::Monotonic until) { desk_.wait(clock_, until); },
                               .opened = [this] { open(); },
                               .held = [this](const std::string& why) { tell(why); },
                               .progress = [this](const flight::Progress& now) { tell(in_words(now)); },
                               .alive = [this] { service_.alive(clock_.monotonic()); }});
  }

 private:
  void open() {
    begun_ = true;
    try {
      desk_.listen(plan_.log);
    } catch (const std::system_error& error) {
      complain(fmt::format("{}; cupola pause, resume and stop cannot reach this flight, signals can",
                           error.what()));
    }
    service_.ready();
  }
  static std::string in_words(const flight::Progress& now) {
    return fmt::format("{} of {} flown, ends about {} UTC ({}: {})", now.flown, now.entries,
                       clock_time(now.expected_end), now.entry, record::verdict_name(now.verdict));
  }
  void tell(const std::string& text) {
    line_.show(text);
    service_.status(text);
  }

  const flight::Plan& plan_;
  bool& begun_;
  base::SystemClock clock_;
  record::SystemDisk disk_;
  flight::ControlDesk desk_;
  flight::ServiceManager service_ = flight::ServiceManager::from_environment();
  ProgressLine line_;
};

void write_downlink(const FlyOptions& options) {
  if (options.downlink.empty()) return;
  const std::string bytes = record::encode_downlink(record::read_journal(options.log));
  base::write_whole_file(options.downlink, bytes);
  if (!options.json)
    print(fmt::format("{}: {} bytes to send down\n", options.downlink.native(), bytes.size()));
}

void demand_signature(const FlyOptions& options, const mission::Bundle& bundle) {
  if (options.key.empty()) return;
  const record::PublicKey key = record::load_public_key(options.key);
  if (bundle.signed_by == key) return;
  throw mission::BadInput(fmt::format(
      "{}: {}; only a bundle signed by {} may fly here", options.bundle.native(),
      bundle.signed_by ? "is signed by another key, " + record::key_hex(*bundle.signed_by) : "is not signed",
      options.key.native()));
}

int report(const FlyOptions& options, const flight::Summary& summary) {
  for (const std::string& note : summary.notes) complain(note);
  for (const std::string& failure : summary.failures) {
    complain(failure + ": our failure, not the program's; start the same command again to fly it");
  }
  print_summary(options, summary);
  write_downlink(options);
  if (summary.stopped) complain("stopped; start the same command again to fly the rest");
  return summary.flown == summary.entries ? 0 : kSomeFailed;
}

/// Says of every probe whether the box did what it is there for.
int report_probes(const FlyOptions& options) {
  int status = 0;
  for (const flight::Rehearsed& each : flight::probes_in(record::read_journal(options.log))) {
    const std::string line = fmt::format("{:<10} {}: {}", each.probe, each.purpose,
                                         each.verdict.empty() ? "did not fly" : each.verdict);
    if (!each.as_expected) {
      complain(fmt::format("{}; {} would be right", line, each.expected));
      status = kSomeFailed;
    } else if (!options.json) {
      print(line + "\n");
    }
  }
  return status;
}

/// What the operator reads when the machine fails.
int report_failure(const FlyOptions& options, const std::system_error& error, bool begun) {
  const std::string log = options.log.native();
  if (begun) {
    complain(fmt::format("the flight stopped: {}; mend that and start the same command again to go on",
                         error.what()));
  } else if (error.code() == std::errc::operation_would_block) {
    complain(
        fmt::format("{0}: another flight is writing this log, and goes on undisturbed; "
                    "cupola status {0} says how it fares",
                    log));
  } else if (options.bundle.empty()) {
    complain(error.what());
  } else {
    complain(fmt::format("the flight could not begin: {}; mend that and start the same command again",
                         error.what()));
  }
  return kFlightStopped;
}

int fly_bundle(const FlyOptions& options, bool& begun) {
  mission::Bundle bundle = mission::read_bundle(options.bundle);
  demand_signature(options, bundle);
  if (options.rehearse) bundle = flight::rehearsal_of(bundle);
  const Boxes boxes{options.boxes};
  HatChoice hat(options.hat, record::parse_clock(options.clock).value());
  const flight::Plan plan = plan_of(options, bundle, boxes, hat);
  const int status = report(options, Bridge{plan, begun}.fly(boxes.installation(), hat));
  return options.rehearse ? std::max(status, report_probes(options)) : status;
}

int fly(const FlyOptions& options) {
  bool begun = false;
  try {
    if (!options.bundle.empty()) return fly_bundle(options, begun);
    if (options.downlink.empty()) throw std::invalid_argument("fly: what? Give a BUNDLE, or --downlink FILE");
    write_downlink(options);
    return 0;
  } catch (const mission::BadInput& error) {
    complain(error.what());
    return kSomeFailed;
  } catch (const std::system_error& error) {
    return report_failure(options, error, begun);
  }
}

void add_schedule(Command app, FlyOptions& options) {
  app.add_option("--not-before", options.not_before, "Nothing flies before this time").type_name("TIME");
  app.add_option("--led-off", options.led_off,
                 "Hours of every day, in UTC, in which no program may run: 21:30-06:00")
      .type_name("HH:MM-HH:MM");
  app.add_option("--unit", options.unit, "Fly this part of the bundle: 1/2 is the first of two units")
      .type_name("K/N");
  app.add_option("--share", options.share,
                 "How units share: alternate (every N-th entry), or blocks (one part in a row)")
      .one_of({"alternate", "blocks"})
      .capture_default_str();
  app.add_option("--again", options.again, "Fly entries once more whose run ended so; may be given often")
      .one_of({"finished", "error", "signal", "cut-at-limit", "cpu-limit", "memory-limit", "output-limit",
               "refused"})
      .type_name("VERDICT");
}

}  // namespace

void add_fly(Command app, Context& context) {
  const auto options = std::make_shared<FlyOptions>();
  app.add_option("bundle", options->bundle, "What cupola pack wrote").type_name("BUNDLE");
  app.add_option("--log", options->log, "The log folder; made if it is not there, resumed if it is")
      .type_name("DIR")
      .required();
  app.add_option("--hat", options->hat, "Which HAT: auto or emulated, or the hardware of this machine")
      .one_of({"auto", "emulated", "hardware"})
      .capture_default_str();
  app.add_option("--clock", options->clock,
                 "real, or virtual: sleeps cost nothing, times are as on the real clock")
      .one_of({"real", "virtual"})
      .capture_default_str();
  app.add_option("--start", options->start,
                 "When a virtual flight begins (default: now); only with a new log")
      .type_name("TIME");
  app.add_option("--limit", options->limit_s, "Seconds a program may run (default: the mission's, 30)")
      .in_range(0.001, 86400.0)
      .type_name("SECONDS");
  add_box_options(app, options->boxes);
  add_schedule(app, *options);
  app.add_flag("--rehearse", options->rehearse,
               "Fly only the first and last ten entries, and a probe for everything the box refuses; needs a "
               "log of its own");
  app.add_option("--key", options->key, "Fly only a bundle that this key signed").type_name("FILE");
  app.add_option("--downlink", options->downlink,
                 "Write the journal in small afterwards (2 MB for 17 000 runs); without a BUNDLE only that")
      .type_name("FILE");
  app.add_flag("--json", options->json,
               "One JSON object at the end: entries, flown, stopped, verdicts, notes");
  app.footer(
      "Flies one program after the other, each in its own box, and cuts it at the limit. Every step is in\n"
      "DIR/journal.jsonl (docs/journal.md) before the next program starts: after a power cut, a full disk "
      "or\n"
      "Ctrl-C (which ends after the current program) the same command goes on; nothing is flown twice.\n"
      "cupola pause, resume and stop reach a flight from another terminal; SIGUSR1 pauses it, too.\n"
      "Exit status 0 when every entry has a completed run, whatever its verdict.");
  app.callback([options, &context] { context.status = fly(*options); });
}

}  // namespace cupola::cli
