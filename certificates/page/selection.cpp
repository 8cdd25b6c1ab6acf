#include "certificates/page/selection.hpp"

#include "certificates/orbit/nearest.hpp"
#include "certificates/page/clean_text.hpp"
#include "certificates/page/content.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <set>

namespace cupola::page {
namespace {

using record::Verdict;

/// Why an entry that was asked for by its id gets none; nothing if it does.
std::optional<std::string> why_not(const std::string& id, const FlownRun* run) {
  if (run == nullptr) return fmt::format("{}: no completed run in these logs", id);
  if (deserves_certificate(run->end.verdict)) return std::nullopt;
  return fmt::format("{}: its last run ended with {}; only finished and cut-at-limit get a certificate", id,
                     record::verdict_name(run->end.verdict));
}

/// What is told of a run that did not end normally, or of an entry that has none.
Reason reason_of(const FlownRun* run, const mission::Entry& entry, const Known& known) {
  if (run != nullptr) {
    const Verdict verdict = run->end.verdict;
    if (verdict == Verdict::Error || verdict == Verdict::Signal) return Reason::Error;
    return verdict == Verdict::Refused ? Reason::Refused : Reason::Limit;
  }
  const auto check = known.checks.find(entry.id);
  const bool held_back = check != known.checks.end() && !check->second.flight &&
                         mission::is_current(check->second, known.mission, entry);
  return held_back ? Reason::Refused : Reason::NotFlown;
}

/// By what entries share a pack; empty: they share none.
std::string pack_key(const mission::Entry& entry, Packs packs) {
  std::string school = entry.school.empty() ? "" : "s" + entry.country + "\n" + entry.school;
  if (packs == Packs::School) return school;
  std::string address = entry.email;
  for (char& c : address) c = static_cast<char>(c >= 'A' && c <= 'Z' ? c - 'A' + 'a' : c);
  if (!address.empty()) return "m" + address;
  return entry.mentor.empty() ? school : "n" + entry.mentor + "\n" + school;
}

std::string pack_title(const std::vector<Job>& jobs, const mission::Mission& mission) {
  const mission::Entry& first = *jobs.front().entry;
  const bool one_school = std::all_of(jobs.begin(), jobs.end(),
                                      [&](const Job& job) { return job.entry->school == first.school; });
  const std::string& whose = one_school && !first.school.empty() ? first.school : first.mentor;
  return list_words({mission.name, whose});
}

}  // namespace

std::vector<Job> select_jobs(const IssueRequest& request, const Known& known, IssueReport& report) {
  std::set<std::string> wanted(request.entries.begin(), request.entries.end());
  std::vector<Job> jobs;
  for (const mission::Entry& entry : known.entries) {
    const bool asked_for = wanted.erase(entry.id) > 0;
    const bool alone = request.entries.empty() || asked_for;
    if (!alone && request.packs == Packs::None) continue;
    const auto found = known.runs.find(entry.id);
    const FlownRun* run = found == known.runs.end() ? nullptr : &found->second;
    if (const auto reason = why_not(entry.id, run)) {
      if (alone) ++(run == nullptr ? report.not_flown : report.without);
      if (request.participation) {
        jobs.push_back({.entry = &entry,
                        .run = run,
                        .elements = nullptr,
                        .participation = reason_of(run, entry, known),
                        .alone = alone});
      } else if (asked_for) {
        report.problems.push_back(*reason);
      }
      continue;
    }
    if (alone && run->end.program_sha256 != entry.program_sha256) {
      report.warnings.push_back(fmt::format(
          "{}: the program changed since it flew; the certificate is of the one that flew", entry.id));
    }
    jobs.push_back({.entry = &entry,
                    .run = run,
                    .elements = orbit::nearest_set(request.elements, run->end.start),
                    .participation = std::nullopt,
                    .alone = alone});
  }
  for (const std::string& id : wanted) {
    report.problems.push_back(fmt::format("{}: the mission has no such entry", id));
  }
  return jobs;
}

std::vector<Batch> batches_of(const IssueRequest& request, const mission::Mission& mission,
                              const std::vector<Job>& jobs) {
  std::vector<Batch> batches;
  batches.reserve(jobs.size());
  std::map<std::string, std::size_t> known;
  for (const Job& job : jobs) {
    const std::string key = request.packs == Packs::None ? "" : pack_key(*job.entry, request.packs);
    const auto [place, is_new] = known.try_emplace(key, batches.size());
    if (key.empty() || is_new) batches.push_back({.jobs = {}, .is_pack = !key.empty(), .title = {}});
    (key.empty() ? batches.back() : batches.at(place->second)).jobs.push_back(job);
  }
  std::erase_if(batches, [](const Batch& batch) {
    return std::none_of(batch.jobs.begin(), batch.jobs.end(), [](const Job& job) { return job.alone; });
  });
  for (Batch& batch : batches) batch.title = pack_title(batch.jobs, mission);
  return batches;
}

void warn_of_age(const std::vector<Job>& jobs, IssueReport& report) {
  struct Stale {
    std::size_t runs = 0;
    double days = 0;
  };
  std::map<orbit::Time, Stale> stale;
  for (const Job& job : jobs) {
    if (job.participation) continue;
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

}  // namespace cupola::page
