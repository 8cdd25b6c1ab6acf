#include "cli/command.hpp"
#include "cli/recordings.hpp"
#include "cli/report.hpp"
#include "hat_driver/base/clock.hpp"
#include "hat_driver/board/named_board.hpp"
#include "hat_driver/board/pages.hpp"
#include "hat_driver/board/samples.hpp"

#include <fmt/format.h>
#include <cupola/hat/orientation.hpp>

#include <signal.h>

#include <algorithm>
#include <csignal>
#include <memory>

namespace cupola::cli {
namespace {

using Seconds = std::chrono::duration<double>;

/// Set by SIGINT or SIGTERM: the recording ends and is written.
volatile std::sig_atomic_t stop_requested = 0;

void request_stop(int /*signal*/) { stop_requested = 1; }

void stop_on_signals() {
  struct sigaction action {};
  action.sa_handler = request_stop;
  action.sa_flags = static_cast<int>(SA_RESETHAND);
  for (const int signal : {SIGINT, SIGTERM}) ::sigaction(signal, &action, nullptr);
}

struct RecordOptions {
  std::filesystem::path out;
  std::string board{board::kDefaultBoardName};
  double interval_s = 0.1;
  double duration_s = 0;  // 0: until it is stopped
  RecordingFormat format;
};

/// The board as one who watches sees it; nothing if nobody has one of this name.
std::optional<board::OpenedPages> open_board(const std::string& name) {
  const auto descriptors = board::find_board(board::board_folder(), name);
  if (!descriptors) return std::nullopt;
  return board::OpenedPages::open(descriptors->world.get(), descriptors->program.get(),
                                  base::Access::ReadOnly);
}

/// Samples a board into rows, its orientation as a program that asked as often would be told it.
class Sampler {
 public:
  explicit Sampler(const board::WorldPage& page) : page_(page) {}

  world::RecordedRow row(base::UtcTime now) {
    const world::Samples samples{.humidity = board::newest_humidity(page_),
                                 .pressure = board::newest_pressure(page_),
                                 .motion = board::newest_motion(page_),
                                 .light = board::newest_light(page_)};
    std::optional<hat::Orientation> pose;
    if (samples.motion) {
      filter_.update(*samples.motion, {});
      pose = filter_.orientation();
    }
    return world::row_of(now.time_since_epoch().count(), samples, pose);
  }

 private:
  const board::WorldPage& page_;
  hat::OrientationFilter filter_;
};

/// Why the recording ended.
enum class End { Done, Stopped, BoardGone };

/// What is kept every so often, so that a power cut costs a minute at most.
constexpr auto kSaveEvery = std::chrono::minutes(1);
constexpr auto kLookEvery = std::chrono::seconds(1);

End record_into(world::Recording& recording, const board::WorldPage& page, const RecordOptions& options) {
  base::SystemClock clock;
  Sampler sampler(page);
  ProgressLine progress;
  const auto interval = std::chrono::duration_cast<base::Monotonic>(Seconds(options.interval_s));
  const base::Monotonic start = clock.monotonic();
  base::Monotonic saved = start;
  base::Monotonic looked = start;
  for (std::int64_t tick = 0;; ++tick) {
    const base::Monotonic due = start + tick * interval;
    while (stop_requested == 0 && clock.monotonic() < due) clock.wait_until(due);
    const base::Monotonic now = clock.monotonic();
    if (stop_requested != 0) return End::Stopped;
    if (options.duration_s > 0 && Seconds(due - start).count() > options.duration_s) return End::Done;
    if (now - looked >= kLookEvery) {
      looked = now;
      if (!board::board_owner(board::board_folder(), options.board)) return End::BoardGone;
      progress.show(extent(recording));
    }
    world::RecordedRow row = sampler.row(clock.utc());
    // The machine's date may be set back while this runs; a recording's times never go back.
    if (!recording.rows.empty()) row.time_ns = std::max(row.time_ns, recording.rows.back().time_ns);
    recording.rows.push_back(row);
    if (now - saved >= kSaveEvery) {
      saved = now;
      save_recording(options.out, recording, options.format);
    }
    // A machine that was asleep does not make up for the rows it missed.
    tick = std::max(tick, (clock.monotonic() - start) / interval);
  }
}

int record(const RecordOptions& options) {
  check_recording_name(options.out, options.format);
  const auto pages = open_board(options.board);
  if (!pages) {
    complain(fmt::format("no board called {} is running; cupola emulator opens one", options.board));
    return kSomeFailed;
  }
  stop_on_signals();
  world::Recording recording;
  const End end = record_into(recording, pages->world(), options);
  save_recording(options.out, recording, options.format);
  print(fmt::format("{}: {}\n", options.out.native(), extent(recording)));
  if (end == End::BoardGone)
    complain(fmt::format("the board {} was closed; recorded until then", options.board));
  const bool cut_short = end == End::BoardGone || (end == End::Stopped && options.duration_s > 0);
  return cut_short ? kSomeFailed : 0;
}

}  // namespace

void add_record(Command app, Context& context) {
  const auto options = std::make_shared<RecordOptions>();
  app.add_option("out", options->out, "The recording: .hat or .csv; replaced if it is there")
      .type_name("OUT")
      .required();
  app.add_option("--board", options->board, "Whose sensors: the name of a running board")
      .type_name("NAME")
      .capture_default_str();
  app.add_option("--interval", options->interval_s, "Seconds between two rows")
      .in_range(0.002, 86400.0)
      .type_name("SECONDS")
      .capture_default_str();
  app.add_option("--duration", options->duration_s, "Seconds to record (default: until Ctrl-C)")
      .in_range(0.0, 31536000.0)
      .type_name("SECONDS");
  add_format_options(app, options->format);
  app.footer(
      "Records what the sensors of a running emulator say, while any program uses them "
      "(docs/recordings.md).\n"
      "Ctrl-C ends it and writes the file, which is also written every minute. Exit status 1 when there is "
      "no\n"
      "such board, or it went away before the time was over.");
  app.callback([options, &context] { context.status = record(*options); });
}

}  // namespace cupola::cli
