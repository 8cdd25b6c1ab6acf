#include "cli/command.hpp"
#include "cli/recordings.hpp"
#include "cli/report.hpp"
#include "emulator/serve/host.hpp"
#include "hat_driver/base/clock.hpp"
#include "hat_driver/base/system_error.hpp"
#include "hat_driver/board/named_board.hpp"

#include <cupola/hat/profile.hpp>

#include <fmt/format.h>
#include <poll.h>
#include <sys/signalfd.h>

#include <csignal>
#include <memory>
#include <string>
#include <system_error>

namespace cupola::cli {
namespace {

struct PlayOptions {
  std::filesystem::path file;
  std::string board{board::kDefaultBoardName};
  std::string profile = "retail-v2";
  double speed = 1;
  bool loop = false;
};

base::UniqueFd end_signals() {
  sigset_t signals{};
  ::sigemptyset(&signals);
  for (const int signal : {SIGINT, SIGTERM}) ::sigaddset(&signals, signal);
  ::sigprocmask(SIG_BLOCK, &signals, nullptr);
  base::UniqueFd fd(::signalfd(-1, &signals, SFD_CLOEXEC));
  if (!fd.valid()) base::throw_errno("make", "signal descriptor");
  return fd;
}

/// A board of our own, for as long as the recording lasts.
void play_on_a_board(world::Recording recording, const PlayOptions& options) {
  const base::UniqueFd end = end_signals();
  const base::SystemClock clock;
  serve::HostOptions hosting;
  hosting.name = options.board;
  hosting.profile = hat::parse_profile(options.profile).value_or(hat::Profile::RetailV2);
  serve::Host host(std::move(hosting), clock);
  host.play(std::move(recording));
  host.steer_playback([&](world::RecordingPlayer& player, base::Monotonic now) {
    player.set_speed(now, options.speed);
    player.set_loop(now, options.loop);
  });
  ProgressLine progress;
  while (true) {
    const auto state = host.playback();
    if (!state || !state->playing) return;
    const std::chrono::duration<double> at = state->position;
    const std::chrono::duration<double> of = state->duration;
    progress.show(fmt::format("{}: {:.0f} of {:.0f} s", options.board, at.count(), of.count()));
    pollfd waiting{.fd = end.get(), .events = POLLIN, .revents = 0};
    constexpr int kLookEvery_ms = 250;
    if (::poll(&waiting, 1, kLookEvery_ms) == 1) return;
  }
}

int play(const PlayOptions& options) {
  try {
    world::ReadRecording read = load_recording(options.file, RecordingFormat{});
    if (read.recording.rows.empty()) throw BadRecording(options.file.native() + ": has no rows to play");
    play_on_a_board(std::move(read.recording), options);
    return 0;
  } catch (const BadRecording& error) {
    complain(error.what());
    return kSomeFailed;
  } catch (const std::system_error& error) {
    if (error.code() != std::errc::address_in_use) throw;
    const auto owner = board::board_owner(board::board_folder(), options.board);
    const std::string who =
        owner ? fmt::format("{}, process {}", serve::program_name(*owner), *owner) : "another process";
    complain(
        fmt::format("the board \"{}\" belongs to {}; --board NAME takes another one", options.board, who));
    return kSomeFailed;
  }
}

}  // namespace

void add_play(Command app, Context& context) {
  const auto options = std::make_shared<PlayOptions>();
  app.add_option("file", options->file, "The recording: .hat or .csv").type_name("FILE").required();
  app.add_option("--board", options->board, "The name programs find the board by")
      .type_name("NAME")
      .capture_default_str();
  app.add_option("--profile", options->profile, "flight, retail-v2 or v1")
      .one_of({"flight", "retail-v2", "v1"})
      .capture_default_str();
  app.add_option("--speed", options->speed, "Times real time")
      .in_range(world::RecordingPlayer::kSlowest, world::RecordingPlayer::kFastest)
      .capture_default_str();
  app.add_flag("--loop", options->loop, "Begin anew at the end, until Ctrl-C");
  app.footer(
      "Opens a board whose sensors measure what was recorded. It is gone when the recording has ended.");
  app.callback([options, &context] { context.status = play(*options); });
}

}  // namespace cupola::cli
