#include "runner/flight/status.hpp"

#include "cli/command.hpp"
#include "cli/report.hpp"
#include "runner/record/journal_writer.hpp"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <poll.h>
#include <unistd.h>

#include <exception>
#include <memory>
#include <optional>
#include <system_error>
#include <vector>

namespace cupola::cli {
namespace {

namespace fs = std::filesystem;

struct StatusOptions {
  std::vector<fs::path> logs;
  std::string list;  ///< a verdict's name
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
  object["held"] = status.held.empty() ? nlohmann::ordered_json() : nlohmann::ordered_json(status.held);
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
  return fmt::format("{} of {} entries flown ({}), running {}{}, {} remaining; started {}, {} {}\n",
                     status.flown, status.entries, verdicts.empty() ? "none yet" : verdicts,
                     status.running.value_or("none"), status.held.empty() ? "" : " (" + status.held + ")",
                     status.remaining, time_or_nothing(status.started), done ? "ended" : "expected end",
                     time_or_nothing(status.expected_end));
}

std::vector<record::Journal> read_all(const StatusOptions& options) {
  std::vector<record::Journal> journals;
  for (const fs::path& log : options.logs) journals.push_back(record::read_journal(log));
  return journals;
}

/// What tells whether something happened since the last look.
std::uintmax_t total_size(const StatusOptions& options) {
  std::uintmax_t total = 0;
  for (const fs::path& log : options.logs) {
    std::error_code ignored;
    const bool downlink = fs::is_regular_file(log, ignored);
    const std::uintmax_t size = fs::file_size(downlink ? log : record::journal_path(log), ignored);
    if (!ignored) total += size;
  }
  return total;
}

/// The log that is none, if there is one.
const fs::path* missing_log(const StatusOptions& options) {
  for (const fs::path& log : options.logs) {
    std::error_code ignored;
    if (!fs::is_regular_file(log, ignored) && !fs::is_regular_file(record::journal_path(log), ignored))
      return &log;
  }
  return nullptr;
}

int list_entries(const StatusOptions& options) {
  const auto verdict = record::parse_verdict(options.list).value();
  std::string text;
  for (const std::string& id : flight::entries_that_ended(read_all(options), verdict)) text += id + "\n";
  print(text);
  return 0;
}

bool is_done(const flight::Status& status) { return status.entries > 0 && status.flown == status.entries; }

void print_status(const StatusOptions& options, const flight::Status& status) {
  print(options.json ? as_json(status) : as_text(status));
}

/// Nothing if a log is out of reach: a network folder that is gone, a downlink's file that is half copied.
/// `trouble` is then the reason, told when it is a new one.
std::optional<flight::Status> look_again(const StatusOptions& options, std::string& trouble) {
  try {
    flight::Status status = flight::status_of_all(read_all(options));
    trouble.clear();
    return status;
  } catch (const std::exception& error) {
    if (trouble != error.what()) complain(fmt::format("{}; waiting for it to come back", error.what()));
    trouble = error.what();
  }
  return std::nullopt;
}

/// Waits a second; false if nobody reads what we print any more: the terminal is closed, the link has
/// dropped.
bool wait_beside_the_reader() {
  pollfd reader{STDOUT_FILENO, 0, 0};
  return ::poll(&reader, 1, 1000) <= 0;
}

/// Prints the status again whenever a journal has changed, until every entry is flown. It only reads, so it
/// may be cut off and begun again.
int follow(const StatusOptions& options, const flight::Status& first, std::uintmax_t shown_size) {
  bool done = is_done(first);
  std::string trouble;
  while (!done && wait_beside_the_reader()) {
    const std::uintmax_t size = total_size(options);
    if (size == shown_size && trouble.empty()) continue;
    shown_size = size;
    const std::optional<flight::Status> status = look_again(options, trouble);
    if (!status) continue;
    print_status(options, *status);
    done = is_done(*status);
  }
  return 0;
}

int show(const StatusOptions& options) {
  if (const fs::path* const log = missing_log(options)) {
    complain(log->native() + ": no flight here (no journal.jsonl); cupola fly --log makes one");
    return kSomeFailed;
  }
  if (!options.list.empty()) return list_entries(options);
  const std::uintmax_t size = total_size(options);
  const flight::Status status = flight::status_of_all(read_all(options));
  print_status(options, status);
  if (status.damaged_lines > 0)
    complain(status.damaged_lines == 1
                 ? "1 line of the journal is damaged and left out"
                 : fmt::format("{} lines of the journal are damaged and left out", status.damaged_lines));
  return options.follow ? follow(options, status, size) : 0;
}

}  // namespace

void add_status(Command app, Context& context) {
  const auto options = std::make_shared<StatusOptions>();
  app.add_option("log", options->logs,
                 "The log folder of a flight, also while it flies; of two units both; or a downlink's file")
      .type_name("DIR")
      .required();
  app.add_option("--list", options->list, "Only the ids of the entries whose run ended so, one a line")
      .one_of({"finished", "error", "signal", "cut-at-limit", "cpu-limit", "memory-limit", "output-limit",
               "refused", "interrupted", "internal"})
      .type_name("VERDICT");
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
