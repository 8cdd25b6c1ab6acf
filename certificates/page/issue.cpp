#include "certificates/page/issue.hpp"

#include "certificates/geo/atlas.hpp"
#include "certificates/orbit/nearest.hpp"
#include "certificates/page/content.hpp"
#include "certificates/page/words.hpp"
#include "certificates/seal/editions.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <atomic>
#include <cmath>
#include <exception>
#include <mutex>
#include <optional>
#include <set>
#include <stdexcept>
#include <thread>

namespace cupola::page {
namespace {

struct Job {
  const mission::Entry* entry = nullptr;
  const FlownRun* run = nullptr;
  const orbit::ElementSet* elements = nullptr;
};

std::map<std::string, FlownRun> read_logs(const IssueRequest& request, const mission::Mission& mission,
                                          IssueReport& report) {
  std::vector<FlightLog> logs;
  for (const std::filesystem::path& folder : request.logs) {
    try {
      logs.push_back(read_flight_log(folder, mission));
      const auto& problems = logs.back().problems;
      report.problems.insert(report.problems.end(), problems.begin(), problems.end());
    } catch (const std::exception& error) {
      report.problems.emplace_back(error.what());
    }
  }
  return merge_runs(logs);
}

/// Why an entry that was asked for by its id gets none; nothing if it does.
std::optional<std::string> why_not(const std::string& id, const FlownRun* run) {
  if (run == nullptr) return fmt::format("{}: no completed run in these logs", id);
  if (deserves_certificate(run->end.verdict)) return std::nullopt;
  return fmt::format("{}: its last run ended with {}; only finished and cut-at-limit get a certificate", id,
                     record::verdict_name(run->end.verdict));
}

/// Picks the entries to be made, in the order received; what is asked for but cannot be is a problem.
class Selection {
 public:
  Selection(const IssueRequest& request, IssueReport& report)
      : request_(request), report_(report), wanted_(request.entries.begin(), request.entries.end()) {}

  std::vector<Job> jobs(const std::vector<mission::Entry>& entries,
                        const std::map<std::string, FlownRun>& runs) {
    std::vector<Job> jobs;
    for (const mission::Entry& entry : entries) {
      if (!request_.entries.empty() && wanted_.erase(entry.id) == 0) continue;
      const auto found = runs.find(entry.id);
      const FlownRun* run = found == runs.end() ? nullptr : &found->second;
      if (const auto reason = why_not(entry.id, run)) {
        leave_out(*reason, run);
        continue;
      }
      if (run->end.program_sha256 != entry.program_sha256) {
        report_.warnings.push_back(fmt::format(
            "{}: the program changed since it flew; the certificate is of the one that flew", entry.id));
      }
      jobs.push_back({&entry, run, orbit::nearest_set(request_.elements, run->end.start)});
    }
    for (const std::string& id : wanted_) {
      report_.problems.push_back(fmt::format("{}: the mission has no such entry", id));
    }
    return jobs;
  }

 private:
  void leave_out(const std::string& reason, const FlownRun* run) {
    ++(run == nullptr ? report_.not_flown : report_.without);
    if (!request_.entries.empty()) report_.problems.push_back(reason);
  }

  const IssueRequest& request_;
  IssueReport& report_;
  std::set<std::string> wanted_;
};

/// One line for every element set that is too old for some runs, not one for every run.
void warn_of_age(const std::vector<Job>& jobs, IssueReport& report) {
  struct Stale {
    std::size_t runs = 0;
    double days = 0;
  };
  std::map<orbit::Time, Stale> stale;
  for (const Job& job : jobs) {
    const double days = std::abs(orbit::age_days(*job.elements, job.run->end.start));
    if (days <= orbit::kWarnAgeDays) continue;
    Stale& known = stale[job.elements->epoch];
    ++known.runs;
    known.days = std::max(known.days, days);
  }
  for (const auto& [epoch, known] : stale) {
    report.warnings.push_back(fmt::format(
        "the nearest element set, of epoch {}, is up to {:.1f} days from {} {}: positions may be {:.0f} "
        "km off; give a nearer one with --elements",
        moment_words(epoch), known.days, known.runs, known.runs == 1 ? "run" : "runs",
        orbit::uncertainty_km(known.days)));
  }
}

/// One line for all of them: it is the flight's clock, not theirs.
void warn_of_clocks(const std::vector<Job>& jobs, IssueReport& report) {
  const auto unsure =
      std::count_if(jobs.begin(), jobs.end(), [](const Job& job) { return !job.run->clock_synchronised; });
  if (unsure == 0) return;
  report.warnings.push_back(fmt::format(
      "no synchronised clock vouches for the times of {} {}: times and places may be wrong, and "
      "{} so",
      unsure, unsure == 1 ? "run" : "runs", unsure == 1 ? "its certificate says" : "their certificates say"));
}

/// Gives each certificate its edition and its code.
class Sealer {
 public:
  explicit Sealer(const mission::Mission& mission)
      : mission_(mission),
        lock_(mission.folder),
        keys_(must_load(mission)),
        editions_(seal::Editions::load(mission)),
        signer_(seal::PdfSigner::load(mission)) {
    if (seal::is_prefix(mission.seal_url_prefix)) return;
    throw mission::BadInput(
        (mission.folder / "mission.json").native() +
        ": seal_url_prefix: must be at most 100 visible ASCII characters, the last neither "
        "letter nor digit");
  }

  /// From any thread.
  void add_code(Certificate& certificate, const mission::Entry& entry) {
    const seal::Run run{.mission = mission_.id,
                        .entry = entry.id,
                        .start = certificate.start,
                        .end = certificate.end,
                        .latitude_deg = certificate.position.latitude_deg,
                        .longitude_deg = certificate.position.longitude_deg,
                        .simulated = certificate.simulated};
    certificate.name_hashes = seal::hash_names(entry, keys_.name_secret);
    const std::uint16_t edition = editions_.edition(run, certificate.name_hashes);
    const std::string& prefix = mission_.seal_url_prefix;
    certificate.code = seal::make_code(seal::payload_of(run, edition), keys_.signing,
                                       prefix.empty() ? seal::kDefaultPrefix : std::string_view(prefix));
    certificate.code_text = certificate.code;
  }

  void add_keys(PressOptions& options) const {
    options.seal_key = &keys_.signing;
    options.pdf_signer = signer_ ? &*signer_ : nullptr;
  }
  /// The entries whose edition before is replaced now.
  const std::map<std::string, std::uint16_t>& finish() {
    editions_.finish(keys_.signing);
    return editions_.reissued();
  }

 private:
  static seal::SealKeys must_load(const mission::Mission& mission) {
    std::optional<seal::SealKeys> keys = seal::load_keys(mission);
    if (!keys)
      throw mission::BadInput(mission.folder.native() + ": its seal keys went while they were needed");
    return std::move(*keys);
  }

  const mission::Mission& mission_;
  mission::MissionLock lock_;
  seal::SealKeys keys_;
  seal::Editions editions_;
  std::optional<seal::PdfSigner> signer_;
};

/// Draws the jobs with one press a thread.
class Workshop {
 public:
  Workshop(const mission::Mission& mission, const IssueRequest& request, const IssueSink& sink,
           IssueReport& report, Sealer* sealer)
      : mission_(mission),
        request_(request),
        sink_(sink),
        report_(report),
        sealer_(sealer),
        press_(request.press) {
    if (sealer != nullptr) sealer->add_keys(press_);
    const std::filesystem::path patch = mission.folder / "patch.png";
    if (std::filesystem::exists(patch)) press_.patch_png = read_bytes(patch);
  }

  void work(const std::vector<Job>& jobs) {
    const std::size_t count =
        std::clamp<std::size_t>(request_.threads, 1, std::max<std::size_t>(1, jobs.size()));
    {
      std::vector<std::jthread> threads;
      for (std::size_t i = 1; i < count; ++i) threads.emplace_back([&] { draw_until_done(jobs); });
      draw_until_done(jobs);
    }
    if (failure_) std::rethrow_exception(failure_);
  }

 private:
  void draw_until_done(const std::vector<Job>& jobs) {
    try {
      const geo::Atlas atlas = geo::Atlas::built_in();
      CertificatePress press(press_);
      for (std::size_t i = next_++; i < jobs.size() && !stopped_; i = next_++) {
        const bool made = make(jobs.at(i), press, atlas);
        const std::lock_guard lock(mutex_);
        report_.made += made ? 1 : 0;
        ++done_;
        if (sink_.progress) sink_.progress(done_, jobs.size());
      }
    } catch (...) {
      // Not this entry's fault (a full disk, no fonts): the next would fare no better.
      const std::lock_guard lock(mutex_);
      if (!failure_) failure_ = std::current_exception();
      stopped_ = true;
    }
  }

  bool make(const Job& job, CertificatePress& press, const geo::Atlas& atlas) {
    IssuedPage page{.id = job.entry->id, .pdf = {}, .png = {}};
    try {
      Certificate certificate = make_certificate(mission_, *job.entry, *job.run, *job.elements, atlas);
      if (!request_.language.empty()) certificate.language = Words::choose(request_.language, {}, {});
      if (sealer_ != nullptr) sealer_->add_code(certificate, *job.entry);
      page.pdf = press.pdf(certificate);
      if (request_.png_dpi > 0) page.png = press.png(certificate, request_.png_dpi);
      warn_of_fonts(*job.entry, press);
    } catch (const std::exception& error) {
      const std::lock_guard lock(mutex_);
      report_.problems.push_back(fmt::format("{}: {}", job.entry->id, error.what()));
      return false;
    }
    sink_.keep(page);
    return true;
  }

  /// Boxes stand for the letters on the page; the entry is named, so that it can be made again.
  void warn_of_fonts(const mission::Entry& entry, CertificatePress& press) {
    for (const std::string& line : press.take_missing_fonts()) {
      const std::lock_guard lock(mutex_);
      report_.warnings.push_back(fmt::format("{}: {}", entry.id, line));
    }
  }

  const mission::Mission& mission_;
  const IssueRequest& request_;
  const IssueSink& sink_;
  IssueReport& report_;
  Sealer* sealer_;
  PressOptions press_;
  std::atomic<std::size_t> next_ = 0;
  std::atomic<bool> stopped_ = false;
  std::mutex mutex_;
  std::size_t done_ = 0;
  std::exception_ptr failure_;
};

}  // namespace

IssueReport issue(const IssueRequest& request, const IssueSink& sink) {
  if (request.elements.empty())
    throw std::invalid_argument("certificates need an element set of the ISS, got none");
  if (!request.language.empty() && Words::choose(request.language, {}, {}) == "en" &&
      !request.language.starts_with("en")) {
    throw std::invalid_argument(fmt::format("no words in the language \"{}\"; there are {}", request.language,
                                            fmt::join(Words::languages(), ", ")));
  }
  const mission::Mission mission = mission::read_mission(request.mission);
  const std::vector<mission::Entry> entries = mission::read_entries(mission);
  IssueReport report;
  const std::map<std::string, FlownRun> runs = read_logs(request, mission, report);
  const std::vector<Job> jobs = Selection(request, report).jobs(entries, runs);
  warn_of_age(jobs, report);
  warn_of_clocks(jobs, report);
  std::optional<Sealer> sealer;
  if (seal::load_keys(mission)) sealer.emplace(mission);
  Workshop(mission, request, sink, report, sealer ? &*sealer : nullptr).work(jobs);
  if (sealer) report.reissued = sealer->finish();
  report.sealed = sealer.has_value();
  return report;
}

}  // namespace cupola::page
