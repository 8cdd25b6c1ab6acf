// Theory of operation. One process, one program at a time, and while it runs the next one is made ready:
//
//   lock, recover, HEADER + INTENT a | run a, stage b | store a | END a + INTENT b | run b | store b | END b
//                                  sync                      sync               sync             sync
//
// A staged program is an interpreter that waits in its own box; it gets the byte that starts it only after
// the program before is dead with all that it started, and the boundary is on the disk.
// A power cut during a run leaves an INTENT without an END: that entry flies again as its next attempt. One
// before the END is synced does the same; one after it leaves the entry done. So no entry is lost and none
// that is done flies twice. After a failed write or sync nothing more is written: what is on the disk is read
// at the next start.

#include "runner/flight/flight.hpp"

#include "runner/flight/log_state.hpp"
#include "runner/flight/open_log.hpp"
#include "runner/flight/spare.hpp"
#include "runner/flight/status.hpp"
#include "runner/record/journal_writer.hpp"

#include <algorithm>
#include <cerrno>
#include <cmath>
#include <system_error>

namespace cupola::flight {
namespace {

using record::Record;

constexpr int kTriesPerStart = 2;
constexpr double kClockStep_s = 0.05;
constexpr std::size_t kLongestErrorType = 80;

/// A class name is the program's to choose; only what can be a Python name goes down.
std::string plain_type(const std::string& type) {
  std::string result;
  for (const char c : type.substr(0, kLongestErrorType)) {
    const bool plain =
        (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_' || c == '.';
    result += plain ? c : '?';
  }
  return result;
}

class Flight {
 public:
  Flight(const Plan& plan, const Services& services)
      : plan_(plan),
        services_(services),
        log_(plan, services.disk),
        ballast_(services.disk, plan.log / "ballast"),
        limits_(plan.bundle.limits),
        spare_(services.stage),
        writer_(log_.journal_file(), log_.journal().next_seq, log_.journal().last_hash) {
    if (plan.wall_limit_s) limits_.wall_s = *plan.wall_limit_s;
    for (std::size_t index = 0; index < plan.bundle.entries.size(); ++index) {
      const auto known = log_.state().entries.find(plan.bundle.entries[index].id);
      const bool found = known != log_.state().entries.end();
      attempts_.push_back(found ? known->second.attempts : 0);
      if (!found || !known->second.completed) to_fly_.push_back(index);
    }
    flown_ = plan.bundle.entries.size() - to_fly_.size();
  }

  Summary fly() {
    if (!to_fly_.empty()) fly_all();
    ballast_.release();
    return summarise();
  }

 private:
  const mission::BundleEntry& entry() const { return plan_.bundle.entries[to_fly_[at_]]; }
  std::uint32_t& attempt() { return attempts_[to_fly_[at_]]; }

  void fly_all() {
    begin();
    while (at_ < to_fly_.size()) {
      const std::size_t before = at_;
      const run::RunReport report = run_next();
      const bool disk_full = !store(report);
      advance(report.verdict);
      std::vector<Record> boundary{end_record(report, before)};
      if (auto step = clock_step()) boundary.emplace_back(*step);
      stopped_ = at_ < to_fly_.size() && services_.stop();
      const bool goes_on = at_ < to_fly_.size() && !stopped_ && !disk_full && !report.stuck;
      if (goes_on) boundary.emplace_back(intent());
      if (stopped_) boundary.emplace_back(record::Note{services_.clock.utc(), "stopped by the operator"});
      writer_.append(boundary);
      tell_progress(plan_.bundle.entries[to_fly_[before]].id, report.verdict);
      if (report.stuck) {
        throw std::system_error(EBUSY, std::generic_category(),
                                "end " + plan_.bundle.entries[to_fly_[before]].id +
                                    ": it was killed five seconds ago and still lives, so nothing may start");
      }
      if (disk_full) throw std::system_error(ENOSPC, std::generic_category(), "write " + plan_.log.native());
      if (!goes_on) return;
    }
  }

  void begin() {
    ballast_.reserve(plan_.ballast_bytes);
    const base::UtcTime now = services_.clock.utc();
    start_ = log_.state().first ? log_.state().first->start : plan_.start.value_or(now);
    next_start_ = log_.state().last_end ? *log_.state().last_end + kVirtualGap : start_;
    begun_ = services_.clock.monotonic();
    clock_offset_ = now.time_since_epoch() - begun_;
    std::vector<Record> records{header(now)};
    for (const std::string& note : log_.notes()) records.emplace_back(record::Note{now, note});
    records.emplace_back(intent());
    writer_.append(records);
  }

  record::Header header(base::UtcTime now) const {
    record::Header header;
    header.mission = plan_.bundle.mission;
    header.bundle_sha256 = plan_.bundle.sha256;
    header.hat = plan_.hat;
    header.clock = plan_.clock;
    header.tier = plan_.tier;
    header.limits = limits_;
    header.profile = plan_.bundle.profile;
    header.boot_id = plan_.boot_id;
    header.build = plan_.build;
    header.entries = plan_.bundle.entries.size();
    header.start = start_;
    header.utc = now;
    header.monotonic_ns = begun_.count();
    return header;
  }

  /// Settles which attempt comes next; the files of an earlier one are never overwritten.
  record::Intent intent() {
    record::Intent intent;
    intent.entry = entry().id;
    ++attempt();
    while (log_.files().has_film(intent.entry, attempt())) ++attempt();
    intent.attempt = attempt();
    intent.program_sha256 = entry().program_sha256;
    intent.seed = to_fly_[at_] + 1;
    intended_ = plan_.clock == record::ClockKind::Virtual ? next_start_ : services_.clock.utc();
    intent.utc = intended_;
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
    const std::unique_ptr<run::Staged> staged = spare_.take(at_, request(at_));
    run::Go go;
    if (plan_.clock == record::ClockKind::Virtual) go.start = next_start_;
    go.running = [this] {
      if (at_ + 1 < to_fly_.size()) spare_.prepare(at_ + 1, request(at_ + 1));
    };
    ++tries_;
    run::RunReport report = staged->go(go);
    // A run that failed before it began has no times of its own.
    if (report.start == base::UtcTime{}) report.start = intended_;
    report.end = std::max(report.end, report.start);
    // As the journal keeps it, so that a resumed virtual flight has the very times of one that was not
    // interrupted.
    next_start_ = std::chrono::floor<std::chrono::milliseconds>(report.end) + kVirtualGap;
    return report;
  }

  /// False if the disk is full: then the room kept for this was given up and this run is the last to be
  /// recorded.
  bool store(const run::RunReport& report) {
    try {
      film_sha256_ = log_.files().store(entry().id, attempt(), report);
      return true;
    } catch (const std::system_error& error) {
      if (error.code().value() != ENOSPC) throw;
    }
    ballast_.release();
    film_sha256_ = log_.files().store(entry().id, attempt(), report);
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

  record::End end_record(const run::RunReport& report, std::size_t which) const {
    const mission::BundleEntry& flown = plan_.bundle.entries[to_fly_[which]];
    record::End end;
    end.entry = flown.id;
    end.attempt = attempts_[to_fly_[which]];
    end.program_sha256 = flown.program_sha256;
    end.start = report.start;
    end.end = report.end;
    end.duration_s = report.usage.wall_s;
    end.verdict = report.verdict;
    if (plan_.clock == record::ClockKind::Real) end.clock_error_s = services_.clock_error().maximum_s;
    end.cpu_s = report.usage.cpu_s;
    end.exit_code = report.exit_code;
    end.signal = report.signal;
    end.frames = report.frames;
    end.pictures = report.pictures;
    if (report.error) {
      end.error_type = plain_type(report.error->type);
      end.error_line = report.error->line;
    }
    end.film_sha256 = film_sha256_;
    end.monotonic_ns = services_.clock.monotonic().count();
    return end;
  }

  /// A record of the machine's clock having been set since the last boundary; slewing stays below the
  /// threshold.
  std::optional<record::Step> clock_step() {
    const base::UtcTime now = services_.clock.utc();
    const base::Monotonic monotonic = services_.clock.monotonic();
    const std::chrono::nanoseconds offset = now.time_since_epoch() - monotonic;
    const std::chrono::duration<double> change = offset - clock_offset_;
    clock_offset_ = offset;
    if (std::abs(change.count()) < kClockStep_s) return std::nullopt;
    return record::Step{now, monotonic.count(), change.count()};
  }

  void tell_progress(const std::string& id, record::Verdict verdict) {
    if (!services_.progress) return;
    const base::Monotonic elapsed = services_.clock.monotonic() - begun_;
    const auto done = static_cast<std::int64_t>(std::max<std::size_t>(at_, 1));
    const auto left = static_cast<std::int64_t>(to_fly_.size() - at_);
    services_.progress(
        {plan_.bundle.entries.size(), flown_, id, verdict, services_.clock.utc() + elapsed / done * left});
  }

  Summary summarise() {
    const Status status =
        status_of(record::parse_journal(services_.disk.read(record::journal_path(plan_.log))));
    return {.entries = plan_.bundle.entries.size(),
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
  record::Limits limits_;
  Spare spare_;
  record::JournalWriter writer_;
  std::vector<std::uint32_t> attempts_;  ///< the highest number given so far, by index into the bundle
  std::vector<std::size_t> to_fly_;      ///< indices into the bundle
  std::size_t at_ = 0;                   ///< in to_fly_
  std::size_t flown_ = 0;
  int tries_ = 0;  ///< of the entry at `at_`, in this start
  bool stopped_ = false;
  base::UtcTime start_;
  base::UtcTime next_start_;  ///< on the virtual clock
  base::UtcTime intended_;
  base::Monotonic begun_{};
  std::chrono::nanoseconds clock_offset_{};
  std::string film_sha256_;
  std::vector<std::string> failures_;
};

}  // namespace

Summary fly(const Plan& plan, const Services& services) { return Flight{plan, services}.fly(); }

}  // namespace cupola::flight
