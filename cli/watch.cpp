#include "cli/board_text.hpp"
#include "cli/command.hpp"
#include "cli/report.hpp"
#include "cli/speech.hpp"
#include "cli/terminal.hpp"
#include "emulator/picture/led_look.hpp"
#include "emulator/serve/control_client.hpp"
#include "hat_driver/base/clock.hpp"
#include "hat_driver/base/system_error.hpp"
#include "hat_driver/board/named_board.hpp"
#include "hat_driver/board/program_view.hpp"
#include "hat_driver/board/text.hpp"

#include <fmt/format.h>
#include <poll.h>
#include <sys/signalfd.h>
#include <unistd.h>

#include <array>
#include <csignal>
#include <memory>
#include <string>
#include <vector>

namespace cupola::cli {
namespace {

using namespace std::chrono_literals;

/// A picture that scrolls by would otherwise be ten lines, twelve times a second.
constexpr auto kPicturesApart = 500ms;
constexpr auto kSensorsApart = 1s;
constexpr std::size_t kMostTexts = 4;
constexpr const char* kHelp =
    "Keys: arrows and Return are the joystick, l says all lights, s all sensors, h this, q quits.";

struct WatchOptions {
  std::string board{board::kDefaultBoardName};
  bool speak = false;
};

/// Readable when the process has been told to end, so that the terminal is put back on the way out.
base::UniqueFd end_signals() {
  sigset_t signals{};
  ::sigemptyset(&signals);
  for (const int signal : {SIGINT, SIGTERM, SIGHUP}) ::sigaddset(&signals, signal);
  ::sigprocmask(SIG_BLOCK, &signals, nullptr);
  base::UniqueFd fd(::signalfd(-1, &signals, SFD_CLOEXEC));
  if (!fd.valid()) base::throw_errno("make", "signal descriptor");
  return fd;
}

/// One board, said line by line until somebody has enough or its owner ends.
class Watch {
 public:
  Watch(serve::ControlClient client, const WatchOptions& options)
      : client_(std::move(client)),
        view_(client_.pages().program()),
        texts_(client_.pages().program()),
        end_(end_signals()),
        keyboard_(STDIN_FILENO) {
    // What scrolled by before is no news.
    texts_.drain([](const std::string&) {});
    if (options.speak) speech_.emplace();
    if (speech_ && speech_->missing()) complain("spd-say is not installed; nothing will be spoken");
  }

  enum class End { Asked, Gone, OtherHat };
  End run() {
    if (keyboard_.on()) print(std::string(kHelp) + "\n");
    while (true) {
      if (const auto state = client_.state()) {
        if (state->profile != static_cast<hat::Profile>(client_.pages().world().profile))
          return End::OtherHat;
        say_all(text_.programs(state->programs));
      }
      if (client_.gone()) return End::Gone;
      say_news();
      if (wait() || !take_keys()) return End::Asked;
    }
  }

 private:
  void say_all(const std::vector<std::string>& lines) {
    std::string all;
    for (const std::string& line : lines) all += line + "\n";
    if (all.empty()) return;
    print(all);
    if (speech_ && lines.size() == 1) speech_->say(lines[0]);
  }

  picture::Colors colors() {
    const auto& picture = view_.picture();
    return picture ? picture::led_colors(picture->frame, picture::Look::AsSeen, view_.gamma())
                   : picture::Colors{};
  }

  BoardReadings readings() const {
    const board::WorldPage& page = client_.pages().world();
    return {.humidity = board::newest_humidity(page),
            .pressure = board::newest_pressure(page),
            .motion = board::newest_motion(page),
            .light = board::newest_light(page)};
  }

  void say_news() {
    const base::Monotonic now = clock_.monotonic();
    std::vector<std::string> texts;
    texts_.drain([&](const std::string& text) { texts.push_back(BoardText::scrolled(text)); });
    // Of a program that floods them the last one is news.
    if (texts.size() > kMostTexts) texts.erase(texts.begin(), texts.end() - 1);
    say_all(texts);
    if (now >= pictures_from_) {
      const picture::Colors colors = this->colors();
      const auto lines = text_.picture(colors);
      if (!lines.empty()) {
        say_all(lines);
        if (speech_ && lines.size() > 1) speech_->say(spoken_picture(colors));
        pictures_from_ = now + kPicturesApart;
      }
    }
    if (now >= sensors_from_) {
      say_all(text_.sensors(readings()));
      sensors_from_ = now + kSensorsApart;
    }
  }

  /// Sleeps until something may have happened; true if the process is to end.
  bool wait() {
    if (speech_) speech_->tick();
    std::array<pollfd, 4> fds{{{.fd = end_.get(), .events = POLLIN, .revents = 0},
                               {.fd = client_.fd(), .events = POLLIN, .revents = 0},
                               {.fd = keyboard_.on() ? STDIN_FILENO : -1, .events = POLLIN, .revents = 0},
                               {.fd = speech_ ? speech_->fd() : -1, .events = POLLIN, .revents = 0}}};
    const base::Monotonic now = clock_.monotonic();
    const base::Monotonic next =
        pictures_from_ > now ? std::min(pictures_from_, sensors_from_) : sensors_from_;
    const auto left = std::chrono::ceil<std::chrono::milliseconds>(std::max(next - now, base::Monotonic(0)));
    ::poll(fds.data(), fds.size(), static_cast<int>(left.count()));
    keys_waiting_ = fds[2].revents != 0;
    return fds[0].revents != 0;
  }

  /// False if one of them says quit, or the terminal has gone.
  bool take_keys() {
    if (!keys_waiting_) return true;
    std::array<char, 256> bytes{};
    const ssize_t got = ::read(STDIN_FILENO, bytes.data(), bytes.size());
    if (got <= 0) return false;
    for (const Key& key : keys_.take({bytes.data(), static_cast<std::size_t>(got)})) {
      if (key.meaning == KeyMeaning::Quit) return false;
      obey(key);
    }
    return true;
  }

  void obey(const Key& key) {
    switch (key.meaning) {
      case KeyMeaning::Stick:
        // A terminal tells when a key goes down and not when it comes up.
        client_.press(key.direction);
        client_.release(key.direction);
        return;
      case KeyMeaning::Lights:
        say_all(BoardText::whole_picture(colors()));
        if (speech_) speech_->say(spoken_picture(colors()));
        return;
      case KeyMeaning::Sensors:
        say_all({BoardText::all_sensors(readings())});
        return;
      case KeyMeaning::Help:
      case KeyMeaning::Quit:
        print(std::string(kHelp) + "\n");
    }
  }

  base::SystemClock clock_;
  serve::ControlClient client_;
  board::ProgramView view_;
  board::TextCursor texts_;
  base::UniqueFd end_;
  KeyboardMode keyboard_;
  KeyReader keys_;
  bool keys_waiting_ = false;
  std::optional<Speech> speech_;
  BoardText text_;
  base::Monotonic pictures_from_{0};
  base::Monotonic sensors_from_{0};
};

int watch(const WatchOptions& options) {
  while (true) {
    auto client = serve::ControlClient::connect(board::board_folder(), options.board);
    if (!client) {
      complain(fmt::format(
          "no board called {} is running; `cupola emulator` or `cupola-emulator --headless` opens one",
          options.board));
      return kSomeFailed;
    }
    print(fmt::format("watching the board {}\n", options.board));
    switch (Watch(std::move(*client), options).run()) {
      case Watch::End::Asked:
        return 0;
      case Watch::End::Gone:
        print("the emulator has ended\n");
        return 0;
      case Watch::End::OtherHat:
        print("the HAT was exchanged for another one\n");
    }
  }
}

}  // namespace

void add_watch(Command app, Context& context) {
  const auto options = std::make_shared<WatchOptions>();
  app.add_option("--board", options->board, "Whose lights: the name of a running board")
      .type_name("NAME")
      .capture_default_str();
  app.add_flag("--speak", options->speak, "Speak, too (speech-dispatcher's spd-say)");
  app.footer(
      "Says in plain text what a board's lights show, as colours with names, which program draws, and what "
      "the "
      "sensors measure: everything at first, then what changes. On a terminal the arrows and Return are the "
      "joystick. Exit status 1: no such board.");
  app.callback([options, &context] { context.status = watch(*options); });
}

}  // namespace cupola::cli
