#include "certificates/page/issue.hpp"

#include "certificates/geo/atlas.hpp"
#include "certificates/page/clean_text.hpp"
#include "certificates/page/content.hpp"
#include "certificates/page/selection.hpp"
#include "certificates/page/words.hpp"
#include "certificates/seal/editions.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <atomic>
#include <exception>
#include <mutex>
#include <optional>
#include <stdexcept>
#include <thread>

namespace cupola::page {
namespace {

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

/// The end of the last run, on which nobody's certificate depends but the dates of those without a flight.
orbit::Time last_end(const std::map<std::string, FlownRun>& runs) {
  orbit::Time last{};
  for (const auto& [id, run] : runs) last = std::max<orbit::Time>(last, run.end.end);
  return last;
}

/// One line for all of them: it is the flight's clock, not theirs.
void warn_of_clocks(const std::vector<Job>& jobs, IssueReport& report) {
  const auto unsure = std::count_if(jobs.begin(), jobs.end(), [](const Job& job) {
    return !job.participation && !job.run->clock_synchronised;
  });
  if (unsure == 0) return;
  report.warnings.push_back(fmt::format(
      "no synchronised clock vouches for the times of {} {}: times and places may be wrong, and "
      "{} so",
      unsure, unsure == 1 ? "run" : "runs", unsure == 1 ? "its certificate says" : "their certificates say"));
}

void warn_of_ut1(const std::vector<Job>& jobs, const orbit::Ut1Table& table, IssueReport& report) {
  if (table.empty()) return;
  const auto outside = std::count_if(jobs.begin(), jobs.end(), [&](const Job& job) {
    return !job.participation && !table.dut1_s(job.run->end.start);
  });
  if (outside == 0) return;
  report.warnings.push_back(fmt::format(
      "the UT1 table holds {} to {} and not the time of {} {}; UT1 = UTC is taken there (up to 417 m)",
      moment_words(table.first()).substr(0, 10), moment_words(table.last()).substr(0, 10), outside,
      outside == 1 ? "run" : "runs"));
}

std::string names_of(const mission::Entry& entry) {
  std::string names = entry.team + entry.school;
  for (const std::string& member : entry.members) names += member;
  return names;
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

/// Draws the batches with one press a thread.
class Workshop {
 public:
  struct Order {
    const mission::Mission& mission;
    const IssueRequest& request;
    const IssueSink& sink;
    orbit::Time flight_end;  ///< of the last run
  };

  Workshop(const Order& order, IssueReport& report, Sealer* sealer)
      : order_(order), report_(report), sealer_(sealer), press_(order.request.press) {
    if (sealer != nullptr) sealer->add_keys(press_);
    const std::filesystem::path patch = order.mission.folder / "patch.png";
    if (std::filesystem::exists(patch)) press_.patch_png = read_bytes(patch);
  }

  void work(const std::vector<Batch>& batches) {
    for (const Batch& batch : batches) {
      total_ += batch.jobs.size();
      for (const Job& job : batch.jobs) press_.names += clean_text(names_of(*job.entry));
    }
    const std::size_t count =
        std::clamp<std::size_t>(order_.request.threads, 1, std::max<std::size_t>(1, batches.size()));
    {
      std::vector<std::jthread> threads;
      for (std::size_t i = 1; i < count; ++i) threads.emplace_back([&] { draw_until_done(batches); });
      draw_until_done(batches);
    }
    if (failure_) std::rethrow_exception(failure_);
  }

 private:
  void draw_until_done(const std::vector<Batch>& batches) {
    try {
      const geo::Atlas atlas = geo::Atlas::built_in();
      CertificatePress press(press_);
      for (std::size_t i = next_++; i < batches.size() && !stopped_; i = next_++) {
        make_all(batches.at(i), press, atlas);
      }
    } catch (...) {
      // Not this entry's fault (a full disk, no fonts): the next would fare no better.
      const std::lock_guard lock(mutex_);
      if (!failure_) failure_ = std::current_exception();
      stopped_ = true;
    }
  }

  void make_all(const Batch& batch, CertificatePress& press, const geo::Atlas& atlas) {
    std::vector<Certificate> pages;
    IssuedPack pack;
    for (const Job& job : batch.jobs) {
      if (stopped_) return;
      std::optional<Certificate> made = make(job, press, atlas);
      const std::lock_guard lock(mutex_);
      if (made && job.alone) ++(job.participation ? report_.participations : report_.made);
      ++done_;
      if (order_.sink.progress) order_.sink.progress(done_, total_);
      if (!made || !batch.is_pack) continue;
      pack.entries.push_back(job.entry->id);
      pages.push_back(std::move(*made));
    }
    if (pages.empty()) return;
    pack.pdf = press.pack(pages, batch.title);
    press.take_missing_fonts();  // told with the pages by themselves
    order_.sink.keep_pack(pack);
    const std::lock_guard lock(mutex_);
    ++report_.packs;
  }

  /// Makes a certificate and hands it over if it is wanted by itself; nothing if it cannot be made.
  std::optional<Certificate> make(const Job& job, CertificatePress& press, const geo::Atlas& atlas) {
    IssuedPage page{
        .id = job.entry->id, .pdf = {}, .png = {}, .participation = job.participation.has_value()};
    Certificate certificate;
    try {
      certificate = content(job, atlas);
      if (job.alone) page.pdf = press.pdf(certificate);
      if (job.alone && order_.request.png_dpi > 0) page.png = press.png(certificate, order_.request.png_dpi);
      warn_of_fonts(*job.entry, press);
    } catch (const std::exception& error) {
      const std::lock_guard lock(mutex_);
      report_.problems.push_back(fmt::format("{}: {}", job.entry->id, error.what()));
      return std::nullopt;
    }
    if (job.alone) order_.sink.keep(page);
    return certificate;
  }

  Certificate content(const Job& job, const geo::Atlas& atlas) {
    const mission::Entry& entry = *job.entry;
    Certificate certificate =
        job.participation
            ? make_participation(order_.mission, entry, *job.participation, order_.flight_end)
            : make_certificate(order_.mission, entry, *job.run, *job.elements, atlas,
                               {.dut1_s = order_.request.ut1.dut1_s(job.run->end.start).value_or(0)});
    const std::string& language = order_.request.language;
    if (!language.empty()) certificate.language = Words::choose(language, {}, {});
    if (sealer_ != nullptr && !job.participation) sealer_->add_code(certificate, entry);
    return certificate;
  }

  /// Boxes stand for the letters on the page; the entry is named, so that it can be made again.
  void warn_of_fonts(const mission::Entry& entry, CertificatePress& press) {
    for (const std::string& line : press.take_missing_fonts()) {
      const std::lock_guard lock(mutex_);
      report_.warnings.push_back(fmt::format("{}: {}", entry.id, line));
    }
  }

  const Order order_;
  IssueReport& report_;
  Sealer* sealer_;
  PressOptions press_;
  std::atomic<std::size_t> next_ = 0;
  std::atomic<bool> stopped_ = false;
  std::mutex mutex_;
  std::size_t total_ = 0;
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
  std::map<std::string, mission::CheckResult> checks;
  if (request.participation) checks = mission::read_checks(mission);
  const std::vector<Job> jobs =
      select_jobs(request, {.entries = entries, .runs = runs, .checks = checks, .mission = mission}, report);
  warn_of_age(jobs, report);
  warn_of_clocks(jobs, report);
  warn_of_ut1(jobs, request.ut1, report);
  std::optional<Sealer> sealer;
  if (seal::load_keys(mission)) sealer.emplace(mission);
  Workshop({.mission = mission, .request = request, .sink = sink, .flight_end = last_end(runs)}, report,
           sealer ? &*sealer : nullptr)
      .work(batches_of(request, mission, jobs));
  if (sealer) report.reissued = sealer->finish();
  report.sealed = sealer.has_value();
  return report;
}

}  // namespace cupola::page
