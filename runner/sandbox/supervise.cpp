// The outside of a box: one thread, one poll loop.
//
// Theory of operation. The loop waits for: the pidfd of the box's PID 1 (readable = everything in the box is
// dead, the only thing that ends a run; programs close their output or leave daemons that keep it open), a
// timer on CLOCK_MONOTONIC for the wall limit, stdout and stderr, the init's status pipe, the report pipe,
// and with a virtual clock the socket on which sleeps arrive. To cut a program is to SIGKILL PID 1: the
// kernel then kills the rest.
#include "runner/sandbox/supervise.hpp"

#include "hat_driver/base/system_error.hpp"
#include "runner/sandbox/box_parts.hpp"
#include "runner/sandbox/capped_output.hpp"
#include "runner/sandbox/judge.hpp"
#include "runner/sandbox/own_box.hpp"
#include "runner/sandbox/process_tree.hpp"
#include "runner/sandbox/report.hpp"
#include "runner/sandbox/report_format.hpp"
#include "runner/sandbox/time_keeper.hpp"

#include <fcntl.h>
#include <poll.h>
#include <sys/syscall.h>
#include <sys/timerfd.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <csignal>
#include <cstring>

namespace cupola::sandbox {
namespace {

constexpr std::int64_t kTick = 20'000'000;
constexpr std::int64_t kStartPatience = 60'000'000'000;
constexpr std::int64_t kDeathPatience = 5'000'000'000;
/// A look at a dying box is due ten times a second. More than twice that between two looks is a machine that
/// stood still (a card that syncs, a guest that was paused): it says nothing of the program.
constexpr std::int64_t kDyingLook = 100'000'000;
constexpr std::int64_t kLongestLook = 2 * kDyingLook;
constexpr std::int64_t kUsageLook = 100'000'000;

class Supervision {
 public:
  Supervision(Box box, const Plan& plan, const Hooks& hooks);
  Outcome run();

 private:
  void wait();
  void react(const std::array<pollfd, 7>& waiting);
  void read_report();
  void let_go();
  void hold_results();
  void read_status();
  void keep_time();
  void look_at_usage(std::int64_t now);
  void arm_wall_timer();
  void cut(Cut reason);
  void wait_for_empty_cgroup();
  double cpu_used() const;
  bool over() const { return dead_ || cut_ == Cut::Stuck; }
  std::int64_t next_wake(std::int64_t now) const;
  Outcome outcome();
  std::string internal_note(const Judgement& judgement) const;

  Box box_;
  const Plan& plan_;
  const Hooks& hooks_;
  CappedOutput out_;
  CappedOutput err_;
  ReportParser report_;
  TimeKeeper time_;
  base::UniqueFd wall_timer_;
  base::UniqueFd results_;
  std::optional<StatusMessage> status_;
  Cut cut_ = Cut::None;
  bool dead_ = false;
  std::int64_t begun_ns_ = 0;
  std::int64_t go_ns_ = 0;
  std::int64_t looked_ns_ = 0;
  std::int64_t dying_ns_ = 0;  ///< since the cut, as far as we were awake
  std::int64_t start_ns_ = 0;  ///< 0: the program has not started
  std::int64_t start_seen_ns_ = 0;
  std::int64_t alive_ns_ = 0;
  std::int64_t end_ns_ = 0;
  std::int64_t next_tick_ns_ = 0;
  std::int64_t next_usage_look_ns_ = 0;
  double cpu_s_ = 0;
};

Supervision::Supervision(Box box, const Plan& plan, const Hooks& hooks)
    : box_(std::move(box)),
      plan_(plan),
      hooks_(hooks),
      out_(plan.limits.output_bytes),
      err_(plan.limits.output_bytes),
      time_(plan, std::move(box_.clock_socket), box_.init_pid, hooks),
      wall_timer_(::timerfd_create(CLOCK_MONOTONIC, TFD_CLOEXEC | TFD_NONBLOCK)),
      begun_ns_(monotonic_now()) {
  if (!wall_timer_.valid()) base::throw_errno("make", "timer");
  for (const base::UniqueFd* pipe : {&box_.out, &box_.err, &box_.report}) time_.heed(*pipe);
}

Outcome Supervision::run() {
  next_tick_ns_ = begun_ns_ + kTick;
  while (!over()) wait();
  if (dead_) wait_for_empty_cgroup();
  for (CappedOutput* output : {&out_, &err_}) {
    const base::UniqueFd& fd = output == &out_ ? box_.out : box_.err;
    // What is left in a pipe is at most its capacity; a daemon that survived Cut::Stuck could go on for ever.
    if (fd.valid()) output->read_from(fd.get());
  }
  read_report();
  read_status();
  return outcome();
}

void Supervision::wait() {
  const std::int64_t now = monotonic_now();
  const std::int64_t left = std::max<std::int64_t>(next_wake(now) - now, 0);
  std::array<pollfd, 7> waiting{{{box_.init.get(), POLLIN, 0},
                                 {box_.out.get(), POLLIN, 0},
                                 {box_.err.get(), POLLIN, 0},
                                 {box_.status.get(), POLLIN, 0},
                                 {box_.report.get(), POLLIN, 0},
                                 {wall_timer_.get(), POLLIN, 0},
                                 {time_.socket(), POLLIN, 0}}};
  const timespec timeout{left / 1'000'000'000, left % 1'000'000'000};
  if (::ppoll(waiting.data(), waiting.size(), &timeout, nullptr) < 0 && errno != EINTR) {
    base::throw_errno("watch", "box");
  }
  react(waiting);
  if (!dead_) alive_ns_ = now;
}

void Supervision::react(const std::array<pollfd, 7>& waiting) {
  if (waiting[0].revents != 0) {
    end_ns_ = monotonic_now();
    dead_ = true;
    return;
  }
  if (waiting[1].revents != 0 && !out_.read_from(box_.out.get())) box_.out.reset();
  if (waiting[2].revents != 0 && !err_.read_from(box_.err.get())) box_.err.reset();
  if (waiting[4].revents != 0) read_report();
  if (waiting[3].revents != 0) read_status();
  if (out_.overflowed() || err_.overflowed()) cut(Cut::Output);
  if (waiting[5].revents != 0) cut(Cut::Wall);
  keep_time();
}

void Supervision::keep_time() {
  const std::int64_t now = monotonic_now();
  if (start_ns_ == 0 && now - begun_ns_ > kStartPatience) cut(Cut::Start);
  if (cut_ != Cut::None) dying_ns_ += std::min(now - looked_ns_, kLongestLook);
  looked_ns_ = now;
  if (dying_ns_ > kDeathPatience) {
    cut_ = Cut::Stuck;
    end_ns_ = now;
  }
  if (start_ns_ == 0 || cut_ != Cut::None || status_) return;
  const bool tick = now >= next_tick_ns_;
  if (tick) next_tick_ns_ = now + kTick;
  const TimeKeeper::Step step = time_.keep(now, tick);
  if (step == TimeKeeper::Step::Moved) arm_wall_timer();
  if (step == TimeKeeper::Step::Limit) cut(Cut::Wall);
  look_at_usage(now);
}

void Supervision::look_at_usage(std::int64_t now) {
  if (now < next_usage_look_ns_) return;
  next_usage_look_ns_ = now + kUsageLook;
  cpu_s_ = std::max(cpu_s_, cpu_used());
  if (cpu_s_ >= plan_.limits.cpu_s) cut(Cut::Cpu);
  const bool kernel_limits_memory = plan_.cgroups != nullptr && plan_.cgroups->memory;
  if (!kernel_limits_memory && holds_more_memory(box_.init_pid, plan_.limits.memory_bytes)) cut(Cut::Memory);
}

std::int64_t Supervision::next_wake(std::int64_t now) const {
  if (start_ns_ == 0 || cut_ != Cut::None) return now + kDyingLook;
  return std::min(next_tick_ns_, time_.next_look(now));
}

void Supervision::read_report() {
  std::array<char, 4096> block{};
  for (int round = 0; round < 32 && box_.report.valid(); ++round) {
    const ssize_t count = ::read(box_.report.get(), block.data(), block.size());
    if (count < 0) break;
    if (count == 0) box_.report.reset();
    report_.add({block.data(), static_cast<std::size_t>(count)});
  }
  if (report_.report().ready && box_.go.valid()) let_go();
  const std::optional<std::int64_t> stamp = report_.report().start_ns;
  if (start_ns_ != 0 || !stamp) return;
  start_seen_ns_ = monotonic_now();
  start_ns_ = std::clamp(*stamp, go_ns_, start_seen_ns_);
  time_.start(start_ns_);
  arm_wall_timer();
  if (hooks_.started) hooks_.started(start_ns_);
}

/// Nothing of the program has run yet, so this is the folder that the box was made with. Held open, it
/// outlives the box.
void Supervision::hold_results() {
  if (plan_.limits.results_bytes == 0) return;
  const std::string path = "/proc/" + std::to_string(box_.init_pid) + "/root" + kProgramFolder;
  results_.reset(::open(path.c_str(), O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC));
  if (!results_.valid()) base::throw_errno("open", "the program's folder, " + path);
}

void Supervision::let_go() {
  hold_results();
  go_ns_ = monotonic_now();
  if (hooks_.ready) hooks_.ready(go_ns_);
  const char go = 1;
  if (::write(box_.go.get(), &go, 1) != 1) {
    // The launcher is gone already; the loop sees its end.
  }
  box_.go.reset();
}

void Supervision::read_status() {
  StatusMessage message;
  if (!box_.status.valid()) return;
  const ssize_t count = ::read(box_.status.get(), &message, sizeof message);
  if (count == sizeof message) status_ = message;
  // End-of-file without a message: the init is dying; its pidfd says so next.
  if (count == 0) box_.status.reset();
}

void Supervision::arm_wall_timer() {
  const std::int64_t at = std::max<std::int64_t>(time_.real_limit(), 1);
  const itimerspec when{{0, 0}, {at / 1'000'000'000, at % 1'000'000'000}};
  ::timerfd_settime(wall_timer_.get(), TFD_TIMER_ABSTIME, &when, nullptr);
}

void Supervision::cut(Cut reason) {
  // With the status in, the program has ended by itself and the init is clearing up.
  if (cut_ != Cut::None || status_) return;
  cut_ = reason;
  // CPU time of killed processes is nowhere to be read afterwards.
  cpu_s_ = std::max(cpu_s_, cpu_used());
  box_.cgroup.kill();
  ::syscall(SYS_pidfd_send_signal, box_.init.get(), SIGKILL, nullptr, 0);
}

/// Everybody in the box is dead with its init, but the cgroup may learn of it a moment later.
void Supervision::wait_for_empty_cgroup() {
  for (std::int64_t left = kDeathPatience / 1'000'000; !box_.cgroup.empty(); --left) {
    if (left == 0) {
      cut_ = Cut::Stuck;
      return;
    }
    box_.cgroup.kill();
    ::poll(nullptr, 0, 1);
  }
}

/// Without what it took to get ready.
double Supervision::cpu_used() const {
  return std::max(cpu_seconds(box_.init_pid) - static_cast<double>(report_.report().ready_cpu_ns) * 1e-9,
                  0.0);
}

std::string Supervision::internal_note(const Judgement& judgement) const {
  std::string note{judgement.note};
  if (start_ns_ != 0) return note;
  if (const std::string trouble = read_trouble(box_.trouble.get()); !trouble.empty()) note += ": " + trouble;
  if (!report_.report().broken.empty()) note += ": " + report_.report().broken;
  if (!err_.text().empty()) note += ": " + err_.text().substr(0, 500);
  return note;
}

Outcome Supervision::outcome() {
  const Report& report = report_.report();
  if (status_) {
    const double all_s = static_cast<double>(status_->cpu_us) * 1e-6;
    cpu_s_ = std::max(cpu_s_, all_s - static_cast<double>(report.ready_cpu_ns) * 1e-9);
  }
  Facts facts{.started = start_ns_ != 0,
              .cut = cut_,
              .output_overflow = out_.overflowed() || err_.overflowed(),
              .memory_kill = box_.cgroup.memory_kills() > 0,
              .memory_error = report.memory_error,
              .own_sigsys = report.sends_sigsys,
              .cpu_s = cpu_s_};
  if (status_) facts.raw_status = status_->raw_status;
  const Judgement judgement = judge(facts, plan_.limits);
  Outcome outcome;
  outcome.verdict = judgement.verdict;
  if (judgement.verdict == record::Verdict::Internal) outcome.note = internal_note(judgement);
  outcome.stuck = cut_ == Cut::Stuck;
  outcome.exit_code = judgement.exit_code;
  outcome.signal = judgement.signal;
  outcome.start_ns = facts.started ? start_ns_ : begun_ns_;
  outcome.waking_ns = facts.started ? start_ns_ - go_ns_ : 0;
  outcome.end_ns = std::max(end_ns_, outcome.start_ns);
  outcome.start_seen_ns = start_seen_ns_;
  outcome.alive_ns = std::clamp(alive_ns_, outcome.start_ns, outcome.end_ns);
  outcome.offset_ns = time_.offset();
  outcome.usage.wall_s = static_cast<double>(outcome.end_ns - outcome.start_ns + outcome.offset_ns) * 1e-9;
  outcome.usage.cpu_s = cpu_s_;
  outcome.asked_for_input = report.asked_for_input;
  outcome.error = report.error;
  outcome.out = out_.take();
  outcome.err = err_.take();
  outcome.results = std::move(results_);
  return outcome;
}

Outcome no_box(Box box, const Plan& plan) {
  const std::int64_t now = monotonic_now();
  // Its last words are complete only when it is dead.
  box.process = Child{};
  CappedOutput err{plan.limits.output_bytes};
  err.read_from(box.err.get());
  Outcome outcome{.note = box.failure, .start_ns = now, .end_ns = now};
  if (const std::string trouble = read_trouble(box.trouble.get()); !trouble.empty()) {
    outcome.note += ": " + trouble;
  }
  if (!err.text().empty()) outcome.note += ": " + err.text().substr(0, 500);
  return outcome;
}

}  // namespace

Outcome supervise(Box box, const Plan& plan, const Hooks& hooks) {
  if (!box.failure.empty()) return no_box(std::move(box), plan);
  return Supervision{std::move(box), plan, hooks}.run();
}

Outcome run(const Plan& plan, const Hooks& hooks) { return supervise(start(plan), plan, hooks); }

}  // namespace cupola::sandbox
