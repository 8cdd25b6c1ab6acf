#include "emulator/picture/film.hpp"

#include "cli/command.hpp"
#include "cli/report.hpp"
#include "emulator/picture/apng.hpp"
#include "emulator/picture/gif.hpp"
#include "emulator/picture/led_look.hpp"
#include "emulator/picture/png.hpp"
#include "hat_driver/base/clock.hpp"
#include "hat_driver/base/whole_file.hpp"
#include "runner/flight/log_state.hpp"
#include "runner/record/journal_writer.hpp"

#include <fmt/format.h>

#include <unistd.h>

#include <array>
#include <csignal>
#include <memory>
#include <stdexcept>

namespace cupola::cli {
namespace {

namespace fs = std::filesystem;

struct FilmOptions {
  fs::path from;
  std::string entry;
  std::uint32_t attempt = 0;  ///< 0: the run that counts
  fs::path output;
  bool as_coded = false;
  double speed = 1;
  std::size_t pictures = 8;
};

volatile std::sig_atomic_t interrupted = 0;
void interrupt(int /*signal*/) { interrupted = 1; }

/// The film of the run that counts, or of the attempt that was asked for.
fs::path film_in_log(const FilmOptions& options) {
  const flight::LogState state = flight::read_state(record::read_journal(options.from));
  const auto known = state.entries.find(options.entry);
  if (known == state.entries.end() || !known->second.last) {
    throw std::invalid_argument(
        fmt::format("{0}: \"{1}\" has no run in this log; cupola status {0} --list finished names some",
                    options.from.native(), options.entry));
  }
  const std::uint32_t attempt = options.attempt > 0 ? options.attempt : known->second.last->attempt;
  return options.from / "films" / fmt::format("{}.{}.film", options.entry, attempt);
}

picture::Film read_film(const FilmOptions& options) {
  const bool is_log = fs::is_directory(options.from);
  if (is_log && options.entry.empty()) {
    throw std::invalid_argument(options.from.native() + ": is a log; say which entry's film, too");
  }
  const fs::path path = is_log ? film_in_log(options) : options.from;
  try {
    return picture::decode_film(base::read_whole_file(path));
  } catch (const std::invalid_argument& error) {
    throw std::invalid_argument(path.native() + ": " + error.what());
  }
}

std::string encoded(const FilmOptions& options, const picture::Film& film) {
  const picture::Look look = options.as_coded ? picture::Look::AsCoded : picture::Look::AsSeen;
  const std::string kind = options.output.extension().native();
  if (kind == ".gif") return picture::encode_gif(film, look);
  if (kind == ".apng") return picture::encode_apng(film, look);
  if (kind == ".png") return picture::encode_png(picture::film_strip(film, options.pictures, look, 24));
  throw std::invalid_argument(options.output.native() +
                              ": the name must end in .gif, .apng or .png (a strip)");
}

/// One picture as text: two rows of LEDs to a line, in the terminal's own 24-bit colours.
std::string as_text(const std::array<hat::Color, hat::kPixelCount>& colors) {
  std::string text;
  for (std::size_t y = 0; y < hat::kSide; y += 2) {
    text += "  ";
    for (std::size_t x = 0; x < hat::kSide; ++x) {
      const hat::Color above = colors[y * hat::kSide + x];
      const hat::Color below = colors[(y + 1) * hat::kSide + x];
      text += fmt::format("\x1b[38;2;{};{};{}m\x1b[48;2;{};{};{}m▀▀", above.red, above.green, above.blue,
                          below.red, below.green, below.blue);
    }
    text += "\x1b[0m\n";
  }
  return text;
}

/// Shows the film in its own time, one picture over the other; Ctrl+C ends it.
void play(const FilmOptions& options, const picture::Film& film) {
  base::SystemClock clock;
  struct sigaction action {};
  action.sa_handler = interrupt;
  ::sigaction(SIGINT, &action, nullptr);
  const base::Monotonic begun = clock.monotonic();
  const auto moment = [&](std::uint32_t time_ms) {
    return begun + std::chrono::nanoseconds(static_cast<std::int64_t>(time_ms * 1e6 / options.speed));
  };
  const auto wait = [&](base::Monotonic until) {
    while (interrupted == 0 && clock.monotonic() < until) clock.wait_until(until);
  };
  const picture::Look look = options.as_coded ? picture::Look::AsCoded : picture::Look::AsSeen;
  print("\x1b[?25l" + as_text({}) + "\n");
  for (const picture::FilmFrame& each : film.frames) {
    wait(moment(each.time_ms));
    if (interrupted != 0) break;
    print(fmt::format("\x1b[5A{}  {:.1f} s\x1b[K\n",
                      as_text(picture::led_colors(each.frame, look, film.gamma)), each.time_ms / 1000.0));
  }
  wait(moment(film.duration_ms));
  print("\x1b[?25h");
}

int film(const FilmOptions& options) {
  picture::Film film;
  try {
    film = read_film(options);
  } catch (const std::system_error& error) {
    complain(error.what());
    return kSomeFailed;
  } catch (const std::invalid_argument& error) {
    complain(error.what());
    return kSomeFailed;
  }
  if (!options.output.empty()) base::write_whole_file(options.output, encoded(options, film));
  const std::string what = fmt::format("{} {} in {:.1f} s, {} updates", film.frames.size(),
                                       film.frames.size() == 1 ? "picture" : "pictures",
                                       film.duration_ms / 1000.0, film.total_updates);
  if (options.output.empty() && ::isatty(STDOUT_FILENO) == 1) play(options, film);
  print(options.output.empty() ? what + "\n" : fmt::format("{}: {}\n", options.output.native(), what));
  return 0;
}

}  // namespace

void add_film(Command app, Context& context) {
  const auto options = std::make_shared<FilmOptions>();
  app.add_option("from", options->from, "The log folder of a flight, or a .film file")
      .type_name("DIR|FILE")
      .required();
  app.add_option("entry", options->entry, "Whose film, of a log").type_name("ID");
  app.add_option("--attempt", options->attempt, "Which attempt (default: the run that counts)")
      .in_range(1, 1000000)
      .type_name("N");
  app.add_option("-o,--output", options->output,
                 "Write it: .gif, .apng, or .png for a strip of the telling pictures")
      .type_name("FILE");
  app.add_flag("--as-coded", options->as_coded, "Flat colours instead of how the LEDs look");
  app.add_option("--speed", options->speed, "How fast to show it")
      .in_range(0.05, 100.0)
      .capture_default_str();
  app.add_option("--pictures", options->pictures, "How many a strip has at most")
      .in_range(1, 64)
      .capture_default_str();
  app.footer(
      "On a terminal the film plays in its own time, two rows of LEDs to a line of text; Ctrl+C ends it. In "
      "a\n"
      "pipe only its length is told. The format is docs/film.md.");
  app.callback([options, &context] { context.status = film(*options); });
}

}  // namespace cupola::cli
