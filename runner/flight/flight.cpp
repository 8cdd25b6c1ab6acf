// Theory of operation. One process, one program at a time, and while it runs the next one is made ready:
//
//   lock, recover, HEADER + INTENT a · run a, stage b · END a + INTENT b · run b, stage c …
//                                  sync                            sync
//
// One sync at a boundary, the journal's: on an SD card each takes up to 100 ms, in which no program flies.
// The files of a run are written before its END and synced in the first moments of the next run; at the
// latest before that one's END. A power cut in these moments may take them, so a start looks whether those of
// the last END are whole (OpenLog); if not, that entry flies again. Where nothing follows, they are synced
// before the END.
//
// A staged program is an interpreter that waits in its own box; it gets the byte that starts it only after
// the program before is dead with all that it started, and the boundary is on the disk.
// A power cut during a run leaves an INTENT without an END: that entry flies again as its next attempt. One
// before the END is synced does the same; one after it leaves the entry done. So no entry is lost and none
// that is done flies twice. After a failed write or sync nothing more is written: what is on the disk is read
// at the next start.

#include "runner/flight/flight.hpp"

#include "runner/flight/boundary_clock.hpp"
#include "runner/flight/gate.hpp"
#include "runner/flight/log_state.hpp"
#include "runner/flight/open_log.hpp"
#include "runner/flight/run_record.hpp"
#include "runner/flight/selection.hpp"
#include "runner/flight/spare.hpp"
#include "runner/flight/status.hpp"
#include "runner/record/journal_writer.hpp"

#include <algorithm>
#include <cerrno>
#include <exception>
#include <system_error>
#include <utility>

namespace cupola::flight {
namespace {

using record::Record;

constexpr int kTriesPerStart = 2;

record::Limits limits_of(const Plan& plan) {
  record::Limits limits = plan.bundle.limits;
  if (plan.wall_limit_s) limits.wall_s = *plan.wall_limit_s;
  return limits;
}

class Flight {
 public:
  Flight(const Plan& plan, const Services& services)
      : plan_(plan),
        services_(services),
        log_(plan, services.disk),
        ballast_(services.disk, plan.log / "ballast"),
        selection_(select_entries(plan, log_.state(), log_.lost())),
        to_fly_(selection_.to_fly),
        limits_(limits_of(plan)),
        boundary_clock_(services.clock, services.clock_error),
        gate_(plan, services,
              std::chrono::duration_cast<std::chrono::nanoseconds>(
                  std::chrono::duration<double>(limits_.wall_s))),
        spare_(services.stage),
        writer_(log_.journal_file(), log_.journal().next_seq, log_.journal().last_hash) {
    flown_ = selection_.share - to_fly_.size();
    if (services.opened) services.opened();
  }

  Summary fly() {
    if (!to_fly_.empty()) fly_all();
    ballast_.release();
    return summarise();
  }

 private:
  const mission::BundleEntry& entry() const { return plan_.bundle.entries[to_fly_[at_]]; }
  std::uint32_t& attempt() { return selection_.attempts[to_fly_[at_]]; }

  void fly_all() {
    if (!begin()) return;
    for (bool goes_on = true; goes_on;) {
      const run::RunReport report = run_next();
      sync_earlier_files();
      const bool disk_full = !store(report);
      staged_.reset();
      std::vector<Record> boundary{end_of(intent_, report, stored_, plan_.clock, boundary_clock_.look())};
      std::get<record::End>(boundary.front()).files_synced = !files_unsynced_;
      if (auto step = boundary_clock_.step()) boundary.emplace_back(*step);
      advance(report.verdict);
      ended_ = std::pair{intent_.entry, report.verdict};
      if (report.stuck || disk_full) {
        write_synced(boundary);
        stop_flying(report, intent_.entry);
      }
      goes_on = pass_boundary(std::move(boundary));
    }
  }

  [[noreturn]] void stop_flying(const run::RunReport& report, const std::string& id) const {
    if (report.stuck) {
      throw std::system_error(
          EBUSY, std::generic_category(),
          "end " + id + ": it was killed five seconds ago and still lives, so nothing may start");
    }
    throw std::system_error(ENOSPC, std::generic_category(), "write " + plan_.log.native());
  }

  bool begin() {
    ballast_.reserve(plan_.ballast_bytes);
    const record::Anchor anchor = boundary_clock_.look();
    const base::UtcTime now{std::chrono::nanoseconds{anchor.utc_ns}};
    start_ = log_.state().first ? log_.state().first->start : plan_.start.value_or(now);
    next_start_ = log_.state().last_end ? *log_.state().last_end + kVirtualGap : start_;
    begun_ = std::chrono::nanoseconds{anchor.monotonic_ns};
    std::vector<Record> records{header(anchor)};
    for (const std::string& note : log_.notes()) records.emplace_back(record::Note{now, note});
    return pass_boundary(std::move(records));
  }

  /// Puts these records on the disk, together with the INTENT of the next program. Where none may start now,
  /// says so there and waits. False: the flight is over, or stopped.
  bool pass_boundary(std::vector<Record> records) {
    while (at_ < to_fly_.size()) {
      const std::string held = gate_.reason();
      if (held.empty()) {
        records.emplace_back(intent());
        write(records);
        return true;
      }
      records.emplace_back(record::Note{services_.clock.utc(), held});
      write_synced(records);
      records.clear();
      stopped_ = gate_.stopped();
      if (stopped_) return false;
      gate_.wait_while(held);
    }
    write_synced(records);
    return false;
  }

  void sync_files() {
    if (files_unsynced_) log_.files().sync();
    files_unsynced_ = false;
  }
  /// While the next program runs: what fails is told when it has ended.
  void sync_files_meanwhile() noexcept {
    try {
      sync_files();
    } catch (const std::system_error&) {
      sync_failure_ = std::current_exception();
    }
  }
  void sync_earlier_files() {
    // Not tried again: after a failed sync the kernel may have dropped the pages and report success.
    if (sync_failure_) std::rethrow_exception(sync_failure_);
    sync_files();
  }

  /// After the files of the run that ended, if these records hold its END.
  void write_synced(std::vector<Record>& records) {
    sync_files();
    if (auto* const end = records.empty() ? nullptr : std::get_if<record::End>(&records.front()))
      end->files_synced = true;
    write(records);
  }

  void write(const std::vector<Record>& records) {
    writer_.append(records);
    if (ended_) tell_progress(ended_->first, ended_->second);
    ended_.reset();
  }

  record::Header header(const record::Anchor& anchor) const {
    record::Header header;
    header.mission = plan_.bundle.mission;
    header.bundle_sha256 = plan_.bundle.sha256;
    header.hat = plan_.hat;
    header.clock = plan_.clock;
    header.tier = plan_.tier;
    header.limits = limits_;
    header.profile = hat::name_of(plan_.profile);
    header.boot_id = plan_.boot_id;
    header.build = plan_.build;
    header.entries = plan_.bundle.entries.size();
    header.start = start_;
    header.utc = base::UtcTime{std::chrono::nanoseconds{anchor.utc_ns}};
    header.monotonic_ns = anchor.monotonic_ns;
    header.anchor = anchor;
    header.unit = plan_.unit;
    header.again = selection_.again;
    return header;
  }

  /// Settles which attempt comes next; the files of an earlier one are never overwritten.
  const record::Intent& intent() {
    record::Intent& intent = intent_ = {};
    intent.entry = entry().id;
    ++attempt();
    while (log_.files().has_film(intent.entry, attempt())) ++attempt();
    intent.attempt = attempt();
    intent.program_sha256 = entry().program_sha256;
    intent.seed = to_fly_[at_] + 1;
    intent.utc = plan_.clock == record::ClockKind::Virtual ? next_start_ : services_.clock.utc();
    intent.monotonic_ns = services_.clock.monotonic().count();
    return intent;
  }

  run::RunRequest request(std::size_t at) const {
    const mission::BundleEntry& next = plan_.bundle.entries[to_fly_[at]];
    run::RunRequest request;
    request.source = next.program;
    request.name = next.id + ".py";
    request.limits = limits_;
    request.clock = plan_.clock;
    request.profile = plan_.profile;
    request.seed = to_fly_[at] + 1;
    return request;
  }

  run::RunReport run_next() {
    staged_ = spare_.take(at_, request(at_));
    run::Go go;
    if (plan_.clock == record::ClockKind::Virtual) go.start = next_start_;
    go.alive = services_.alive;
    go.running = [this] {
      sync_files_meanwhile();
      if (at_ + 1 < to_fly_.size()) spare_.prepare(at_ + 1, request(at_ + 1));
    };
    ++tries_;
    run::RunReport report = staged_->go(go);
    // A run that failed before it began has no times of its own.
    if (report.start == base::UtcTime{}) report.start = intent_.utc;
    report.end = std::max(report.end, report.start);
    // As the journal keeps it, so that a resumed virtual flight has the very times of one that was not
    // interrupted.
    next_start_ = std::chrono::floor<std::chrono::milliseconds>(report.end) + kVirtualGap;
    return report;
  }

  /// False if the disk is full: then the room kept for this was given up and this run is the last to be
  /// recorded.
  bool store(const run::RunReport& report) {
    const ResultSource results{staged_->results(), limits_.results_bytes, request(at_).name};
    files_unsynced_ = true;
    try {
      stored_ = log_.files().store(intent_, report, results);
      // Nothing in the journal tells whether results are whole; after ten minutes of a program this may wait.
      if (stored_.results) sync_files();
      return true;
    } catch (const std::system_error& error) {
      if (error.code().value() != ENOSPC) throw;
    }
    ballast_.release();
    stored_ = log_.files().store(intent_, report, results);
    return false;
  }

  void advance(record::Verdict verdict) {
    if (!is_completed(verdict) && tries_ < kTriesPerStart) return;
    if (is_completed(verdict)) ++flown_;
    if (!is_completed(verdict))
      failures_.push_back(entry().id + ": " + std::string{record::verdict_name(verdict)});
    tries_ = 0;
    ++at_;
  }

  void tell_progress(const std::string& id, record::Verdict verdict) {
    if (!services_.progress) return;
    const base::Monotonic elapsed = services_.clock.monotonic() - begun_;
    const auto done = static_cast<std::int64_t>(std::max<std::size_t>(at_, 1));
    const auto left = static_cast<std::int64_t>(to_fly_.size() - at_);
    services_.progress(
        {selection_.share, flown_, id, verdict, services_.clock.utc() + elapsed / done * left});
  }

  Summary summarise() {
    const Status status =
        status_of(record::parse_journal(services_.disk.read(record::journal_path(plan_.log))));
    return {.entries = selection_.share,
            .flown = flown_,
            .stopped = stopped_,
            .verdicts = status.verdicts,
            .notes = log_.notes(),
            .failures = failures_};
  }

  const Plan& plan_;
  const Services& services_;
  OpenLog log_;
  record::Ballast ballast_;
  Selection selection_;
  const std::vector<std::size_t>& to_fly_;  ///< indices into the bundle
  record::Limits limits_;
  BoundaryClock boundary_clock_;
  Gate gate_;
  Spare spare_;
  record::JournalWriter writer_;
  std::size_t at_ = 0;  ///< in to_fly_
  std::size_t flown_ = 0;
  int tries_ = 0;  ///< of the entry at `at_`, in this start
  bool stopped_ = false;
  base::UtcTime start_;
  base::UtcTime next_start_;  ///< on the virtual clock
  record::Intent intent_;     ///< of the present run
  std::unique_ptr<run::Staged> staged_;
  base::Monotonic begun_{};
  std::optional<std::pair<std::string, record::Verdict>> ended_;  ///< not yet told
  Stored stored_;                                                 ///< of the run that ended last
  bool files_unsynced_ = false;
  std::exception_ptr sync_failure_;
  std::vector<std::string> failures_;
};

}  // namespace

Summary fly(const Plan& plan, const Services& services) { return Flight{plan, services}.fly(); }

}  // namespace cupola::flight
