#include "runner/run/run.hpp"

#include "emulator/serve/server.hpp"
#include "emulator/world/world.hpp"
#include "hat_driver/base/system_error.hpp"
#include "hat_driver/base/whole_file.hpp"
#include "hat_driver/board/pages.hpp"
#include "hat_driver/board/world_side.hpp"
#include "runner/run/board_watch.hpp"
#include "runner/run/preimports.hpp"
#include "runner/sandbox/supervise.hpp"

#include <cerrno>
#include <cstddef>
#include <exception>
#include <system_error>

namespace cupola::run {
namespace {

using std::chrono::nanoseconds;

/// Takes the board away from the real HAT, however the run ends: the next one has a board of its own.
struct Detach {
  explicit Detach(bridge::BridgeThread* from) : bridge(from) {}
  Detach(const Detach&) = delete;
  Detach& operator=(const Detach&) = delete;
  ~Detach() {
    if (bridge != nullptr) bridge->detach();
  }
  bridge::BridgeThread* bridge;
};

/// One program, one board, one box; lives for one run.
class Run final : public Staged {
 public:
  Run(const RunRequest& request, const Installation& installation)
      : request_(request),
        tier_(tier_of(installation)),
        pages_(board::BoardPages::create(request.profile)),
        watch_(pages_) {
    plan_.box = installation.box;
    plan_.cgroups = &installation.cgroups;
    plan_.launcher = installation.launcher;
    plan_.python_packages = installation.python_packages;
    plan_.name = request.name;
    plan_.program = request.source ? *request.source : read_program(request.program);
    plan_.preimports = preimports_of(plan_.program);
    plan_.limits = request.limits;
    plan_.descriptors = {pages_.world_fd(), pages_.program_fd()};
    plan_.environment = {{"SENSE_HAT_BACKEND", "board"},
                         {"CUPOLA_BOARD", "fd:" + std::to_string(sandbox::descriptor_in_box(0)) + "," +
                                              std::to_string(sandbox::descriptor_in_box(1))},
                         {"CUPOLA_PROFILE", std::string{hat::name_of(request.profile)}}};
    if (is_virtual()) {
      plan_.virtual_clock = sandbox::VirtualClock{.library = installation.clock_library,
                                                  .offset_ns = &pages_.world().clock.clock_offset_ns,
                                                  .page_descriptor = 0,
                                                  .block_offset = offsetof(board::WorldPage, clock)};
    }
    box_ = sandbox::start(plan_);
  }

  RunReport go(const Go& go) override;
  int results() const override { return results_.get(); }

 private:
  bool is_virtual() const { return request_.clock == record::ClockKind::Virtual; }
  sandbox::Hooks hooks(const Go& go);
  void begin_world(std::int64_t now_ns);
  RunReport report(sandbox::Outcome outcome);
  base::UtcTime utc_of(std::int64_t start_ns) const;

  const RunRequest request_;
  const std::string tier_;
  std::optional<base::UtcTime> start_;
  board::BoardPages pages_;
  BoardWatch watch_;
  base::SystemClock clock_;
  std::optional<serve::Server> server_;
  sandbox::Plan plan_;
  sandbox::Box box_;
  base::UniqueFd results_;
};

/// Sample 0 of every chip is published here, so that a program's first reading never waits.
void Run::begin_world(std::int64_t now_ns) {
  if (request_.bridge != nullptr) {
    request_.bridge->attach(pages_);
    return;
  }
  if (is_virtual() && start_) {
    board::WorldSide{pages_}.set_utc_shift(*start_ - clock_.utc());
  }
  server_.emplace(pages_, world::World{request_.place, request_.seed}, request_.profile, nanoseconds{now_ns});
}

sandbox::Hooks Run::hooks(const Go& go) {
  return {.ready = [this](std::int64_t now_ns) { begin_world(now_ns); },
          .started =
              [this, &go](std::int64_t start_ns) {
                watch_.start(start_ns);
                if (go.running) go.running();
              },
          .tick =
              [this, &go](std::int64_t now_ns) {
                if (server_) server_->advance_to(nanoseconds{now_ns});
                watch_.look(now_ns);
                if (go.alive) go.alive();
              }};
}

RunReport Run::go(const Go& go) {
  start_ = go.start;
  const Detach detach{request_.bridge};
  try {
    return report(sandbox::supervise(std::move(box_), plan_, hooks(go)));
  } catch (const std::exception& error) {
    RunReport failed;
    failed.note = error.what();
    failed.tier = tier_;
    failed.start = failed.end = clock_.utc();
    return failed;
  }
}

/// The real clock is read only once, now, and carried back: it may have been set during the run.
base::UtcTime Run::utc_of(std::int64_t start_ns) const {
  if (is_virtual() && start_) return *start_;
  return clock_.utc() - (clock_.monotonic() - nanoseconds{start_ns});
}

RunReport Run::report(sandbox::Outcome outcome) {
  const std::int64_t end_ns = outcome.end_ns + outcome.offset_ns;
  RunReport report;
  watch_.start(outcome.start_ns);
  watch_.finish(end_ns, report);
  report.verdict = outcome.verdict;
  report.note = std::move(outcome.note);
  report.stuck = outcome.stuck;
  report.tier = tier_;
  report.usage = outcome.usage;
  report.start = utc_of(outcome.start_ns);
  report.end = report.start + nanoseconds{end_ns - outcome.start_ns};
  report.waking_ns = outcome.waking_ns;
  if (outcome.start_seen_ns != 0) {
    report.start_monotonic_ns = outcome.start_ns;
    report.end_monotonic_ns = outcome.end_ns;
    report.start_uncertainty_s = static_cast<double>(outcome.start_seen_ns - outcome.start_ns) * 1e-9;
    report.end_uncertainty_s = static_cast<double>(outcome.end_ns - outcome.alive_ns) * 1e-9;
  }
  report.exit_code = outcome.exit_code;
  report.signal = outcome.signal;
  report.error = std::move(outcome.error);
  report.out = std::move(outcome.out);
  report.err = std::move(outcome.err);
  results_ = std::move(outcome.results);
  report.claims.asked_for_input = report.claims.asked_for_input || outcome.asked_for_input;
  return report;
}

}  // namespace

std::string read_program(const std::filesystem::path& path) {
  try {
    return base::read_whole_file(path, kLargestProgram);
  } catch (const std::system_error& error) {
    if (error.code() != std::errc::file_too_large) throw;
    base::throw_errno(EFBIG, "read", path.string() + " (a program may have at most 1 MiB)");
  }
}

std::unique_ptr<Staged> stage_program(const RunRequest& request, const Installation& installation) {
  return std::make_unique<Run>(request, installation);
}

RunReport run_program(const RunRequest& request, const Installation& installation) {
  return Run{request, installation}.go({.start = request.start});
}

}  // namespace cupola::run
