#include "runner/flight/status.hpp"

#include "cli/command.hpp"
#include "cli/report.hpp"
#include "hat_driver/base/clock.hpp"
#include "runner/record/journal_writer.hpp"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <memory>

namespace cupola::cli {
namespace {

namespace fs = std::filesystem;

struct StatusOptions {
  fs::path log;
  bool follow = false;
  bool json = false;
};

std::string time_or_nothing(const std::optional<base::UtcTime>& time) {
  return time ? base::format_utc(*time) : "not yet";
}

std::string as_json(const flight::Status& status) {
  const auto text = [](const auto& value) {
    return value ? nlohmann::ordered_json(*value) : nlohmann::ordered_json();
  };
  const auto utc = [](const auto& time) {
    return time ? nlohmann::ordered_json(base::format_utc(*time)) : nlohmann::ordered_json();
  };
  nlohmann::ordered_json object;
  object["entries"] = status.entries;
  object["flown"] = status.flown;
  object["running"] = text(status.running);
  object["remaining"] = status.remaining;
  object["verdicts"] = status.verdicts;
  object["started_utc"] = utc(status.started);
  object["expected_end_utc"] = utc(status.expected_end);
  object["damaged_lines"] = status.damaged_lines;
  return object.dump() + "\n";
}

std::string as_text(const flight::Status& status) {
  std::string verdicts;
  for (const auto& [name, count] : status.verdicts) {
    verdicts += fmt::format("{}{} {}", verdicts.empty() ? "" : ", ", count, name);
  }
  const bool done = status.entries > 0 && status.flown == status.entries;
  return fmt::format("{} of {} entries flown ({}), running {}, {} remaining; started {}, {} {}\n",
                     status.flown, status.entries, verdicts.empty() ? "none yet" : verdicts,
                     status.running.value_or("none"), status.remaining, time_or_nothing(status.started),
                     done ? "ended" : "expected end", time_or_nothing(status.expected_end));
}

/// Prints the status, and with `follow` again whenever the journal has grown, until every entry is flown.
int show(const StatusOptions& options) {
  const fs::path journal = record::journal_path(options.log);
  base::SystemClock clock;
  std::uintmax_t size_before = 0;
  for (bool first = true;; first = false) {
    if (!fs::is_regular_file(journal)) {
      complain(options.log.native() + ": no flight here (no journal.jsonl); cupola fly --log makes one");
      return kSomeFailed;
    }
    const std::uintmax_t size = fs::file_size(journal);
    if (first || size != size_before) {
      const flight::Status status = flight::status_of(record::read_journal(options.log));
      print(options.json ? as_json(status) : as_text(status));
      if (status.damaged_lines > 0 && first) {
        complain(
            fmt::format("{}: {} lines are damaged and left out", journal.native(), status.damaged_lines));
      }
      if (!options.follow || (status.entries > 0 && status.flown == status.entries)) return 0;
    }
    size_before = size;
    clock.wait_until(clock.monotonic() + std::chrono::seconds{1});
  }
}

}  // namespace

void add_status(CLI::App& app, Context& context) {
  const auto options = std::make_shared<StatusOptions>();
  app.add_option("log", options->log, "The log folder of a flight, also while it flies")
      ->type_name("DIR")
      ->required();
  app.add_flag("--follow", options->follow, "Print again whenever something happened, until all are flown");
  app.add_flag(
      "--json", options->json,
      "entries, flown, running, remaining, verdicts, started_utc, expected_end_utc, one object a line");
  app.footer(
      "Read from the journal alone, so it works on a copy that was sent down. Times are on the flight's own\n"
      "clock. The entry called running is the one that was begun last and has not ended; after a power cut\n"
      "that is the interrupted one.");
  app.callback([options, &context] { context.status = show(*options); });
}

}  // namespace cupola::cli
