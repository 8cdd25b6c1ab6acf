#include "runner/flight/open_log.hpp"

#include <stdexcept>

namespace cupola::flight {
namespace {

namespace fs = std::filesystem;

std::string short_hash(const std::string& hash) { return hash.substr(0, 12) + "…"; }

const fs::path& made(const Plan& plan, record::Disk& disk) {
  if (plan.start && plan.clock != record::ClockKind::Virtual) {
    throw std::invalid_argument("--start: only a virtual flight has one; add --clock virtual");
  }
  const bool scheduled = plan.schedule.not_before || !plan.schedule.led_off.empty();
  if (scheduled && plan.clock == record::ClockKind::Virtual) {
    throw std::invalid_argument("--not-before, --led-off: only a flight on the real clock has such hours");
  }
  disk.make_folders(plan.log);
  return plan.log;
}

void check_same_flight(const Plan& plan, const record::Header& first) {
  const std::string log = plan.log.native();
  if (first.bundle_sha256 != plan.bundle.sha256) {
    throw std::invalid_argument(log + ": is the log of another bundle (" + short_hash(first.bundle_sha256) +
                                " of mission " + first.mission + "); give " + plan.bundle_name + " (" +
                                short_hash(plan.bundle.sha256) + ") a log folder of its own");
  }
  if (first.clock != plan.clock || first.hat != plan.hat) {
    throw std::invalid_argument(log + ": was begun with --hat " + std::string{record::hat_name(first.hat)} +
                                " --clock " + std::string{record::clock_name(first.clock)} +
                                "; go on with the same, or take a new log folder");
  }
  if (first.unit != plan.unit) {
    throw std::invalid_argument("--unit: " + log + " holds the flight of unit " +
                                std::to_string(first.unit.number) + "/" + std::to_string(first.unit.of) +
                                (first.unit.share == record::Unit::Share::Blocks ? " by blocks" : "") +
                                "; go on with the same, or take a new log folder");
  }
  if (plan.start) {
    throw std::invalid_argument("--start: " + log +
                                " holds a flight already, which goes on where it stopped; " +
                                "leave --start out, or take a new log folder");
  }
}

}  // namespace

OpenLog::OpenLog(const Plan& plan, record::Disk& disk)
    : files_(disk, made(plan, disk)), journal_file_(disk.open_append(record::journal_path(plan.log))) {
  journal_ = record::parse_journal(disk.read(journal_file_->name()));
  state_ = read_state(journal_);
  if (!state_.first && !journal_.problems.empty()) {
    throw mission::BadInput(journal_file_->name() + ":" + std::to_string(journal_.problems[0].line) + ": " +
                            journal_.problems[0].text +
                            "; no flight can be read from it, take a new log folder");
  }
  if (state_.first) check_same_flight(plan, *state_.first);
  note_what_was_found();
  if (!journal_.torn_tail.empty()) record::recover_journal(disk, *journal_file_);
  files_.make_folders();
  look_for_lost_files();
}

/// Only those of the last END can be: earlier ones were synced before it was written.
void OpenLog::look_for_lost_files() {
  const record::End* last = nullptr;
  for (const record::JournalLine& line : journal_.lines) {
    if (const auto* const end = std::get_if<record::End>(&line.record)) last = end;
  }
  const bool may_be_lost = last != nullptr && !last->files_synced && !last->output_sha256.empty();
  if (!may_be_lost || !is_completed(last->verdict)) return;
  if (files_.are_whole(*last)) {
    files_.sync();
    return;
  }
  lost_ = last->entry;
  notes_.push_back(lost_ + ": its film or its output was lost, so it flies again");
}

void OpenLog::note_what_was_found() {
  for (const record::JournalProblem& problem : journal_.problems) {
    notes_.push_back("journal.jsonl:" + std::to_string(problem.line) + ": " + problem.text);
  }
  if (!journal_.torn_tail.empty()) {
    notes_.push_back("journal.jsonl: a write was cut off; its " + std::to_string(journal_.torn_tail.size()) +
                     " bytes are kept in journal.torn-" + std::to_string(journal_.whole_bytes));
  }
  for (const auto& [id, entry] : state_.entries) {
    if (entry.open && !entry.completed) notes_.push_back(id + ": was interrupted and flies again");
  }
}

}  // namespace cupola::flight
