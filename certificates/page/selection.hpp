#pragma once

#include "certificates/page/issue.hpp"
#include "runner/mission/checks.hpp"

#include <map>
#include <optional>
#include <string>
#include <vector>

namespace cupola::page {

/// One certificate to be made.
struct Job {
  const mission::Entry* entry = nullptr;
  const FlownRun* run = nullptr;                ///< null for an entry without a completed run
  const orbit::ElementSet* elements = nullptr;  ///< null for one of participation
  std::optional<Reason> participation;          ///< set: why it is one of participation
  bool alone = true;                            ///< false: only as a page of its pack
};

/// Certificates that are made one after the other, and the pack they make together.
struct Batch {
  std::vector<Job> jobs;  ///< in the order received
  bool is_pack = false;
  std::string title;  ///< of the pack
};

/// What the entries of a mission are known by.
struct Known {
  const std::vector<mission::Entry>& entries;
  const std::map<std::string, FlownRun>& runs;
  const std::map<std::string, mission::CheckResult>& checks;  ///< only read for participation
  const mission::Mission& mission;
};

/// The jobs that the request asks for, in the order received. What is asked for by its id but cannot be made
/// is a problem in the report. With packs, what shares a pack with an entry that was asked for comes too.
std::vector<Job> select_jobs(const IssueRequest& request, const Known& known, IssueReport& report);

/// By mentor or school if the request asks for packs, else one by one. An entry whose form names neither
/// mentor nor school is in no pack.
std::vector<Batch> batches_of(const IssueRequest& request, const mission::Mission& mission,
                              const std::vector<Job>& jobs);

/// One line for every element set that is too old for some runs, not one for every run.
void warn_of_age(const std::vector<Job>& jobs, IssueReport& report);

}  // namespace cupola::page
