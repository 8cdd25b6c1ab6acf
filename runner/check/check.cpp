#include "runner/check/check.hpp"

#include "runner/record/sha256.hpp"
#include "runner/run/report_json.hpp"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <condition_variable>
#include <mutex>
#include <optional>
#include <system_error>
#include <thread>

namespace cupola::check {
namespace {

CheckResult unusable(CheckResult result, std::string id, const std::string& text) {
  result.report.note = text;
  result.findings = {{.id = std::move(id), .severity = Severity::Refuse, .line = 0, .text = text}};
  return result;
}

/// What the worker threads share: the next candidate to take, and the results that have come in.
class WorkList {
 public:
  explicit WorkList(std::size_t count) : results_(count) {}

  /// The next candidate's number, or nothing when all are taken or the work was stopped.
  std::optional<std::size_t> take() {
    const std::lock_guard lock{mutex_};
    if (stopped_ || next_ == results_.size()) return std::nullopt;
    return next_++;
  }
  void put(std::size_t number, CheckResult result) {
    const std::lock_guard lock{mutex_};
    results_[number] = std::move(result);
    arrived_.notify_one();
  }
  CheckResult wait_for(std::size_t number) {
    std::unique_lock lock{mutex_};
    arrived_.wait(lock, [&] { return results_[number].has_value(); });
    CheckResult result = std::move(*results_[number]);
    results_[number].reset();
    return result;
  }
  void stop() {
    const std::lock_guard lock{mutex_};
    stopped_ = true;
  }

 private:
  std::mutex mutex_;
  std::condition_variable arrived_;
  std::vector<std::optional<CheckResult>> results_;
  std::size_t next_ = 0;
  bool stopped_ = false;
};

/// Stops the list and joins the threads, however the work ends.
class Workers {
 public:
  explicit Workers(WorkList& list) : list_(list) {}
  Workers(const Workers&) = delete;
  Workers& operator=(const Workers&) = delete;
  ~Workers() {
    list_.stop();
    for (std::thread& thread : threads_) thread.join();
  }
  template <typename Work>
  void start(Work work) {
    threads_.emplace_back(work);
  }

 private:
  WorkList& list_;
  std::vector<std::thread> threads_;
};

}  // namespace

CheckResult check_program(const Candidate& candidate, const Settings& settings, const Run& run) {
  CheckResult result;
  result.entry = candidate.entry;
  result.rules = settings.rules.name;
  std::string source;
  try {
    source = run::read_program(candidate.program);
  } catch (const std::system_error& error) {
    return unusable(std::move(result), "unreadable", error.what());
  }
  result.program_sha256 = record::sha256_hex(source);
  const run::RunRequest request{.program = candidate.program,
                                .name = candidate.name,
                                .limits = settings.limits,
                                .clock = record::ClockKind::Virtual,
                                .profile = settings.profile,
                                .seed = settings.seed,
                                .start = {}};
  try {
    result.report = run(request);
  } catch (const std::exception& error) {
    return unusable(std::move(result), "internal", error.what());
  }
  result.findings = examine(result.report, source, settings.limits, settings.rules);
  result.flight = has_flight_status(result.findings);
  return result;
}

void check_all(const std::vector<Candidate>& candidates, const Settings& settings, std::size_t jobs,
               const Run& run, const std::function<void(const CheckResult&)>& on_result) {
  WorkList list{candidates.size()};
  Workers workers{list};
  for (std::size_t k = 0; k < std::max<std::size_t>(1, std::min(jobs, candidates.size())); ++k) {
    workers.start([&] {
      while (const auto number = list.take()) {
        list.put(*number, check_program(candidates[*number], settings, run));
      }
    });
  }
  for (std::size_t number = 0; number < candidates.size(); ++number) on_result(list.wait_for(number));
}

nlohmann::ordered_json check_json(const CheckResult& result) {
  nlohmann::ordered_json json{{"entry", result.entry},
                              {"flight", result.flight},
                              {"rules", result.rules},
                              {"program_sha256", result.program_sha256}};
  json.update(run::report_json(result.report, record::ClockKind::Virtual, record::HatKind::Emulated));
  nlohmann::ordered_json& findings = json["findings"] = nlohmann::ordered_json::array();
  for (const Finding& finding : result.findings) {
    findings.push_back({{"id", finding.id},
                        {"severity", severity_name(finding.severity)},
                        {"line", finding.line},
                        {"text", finding.text}});
  }
  return json;
}

}  // namespace cupola::check
