#include "runner/run/run.hpp"
#include "cli/boxes.hpp"
#include "cli/command.hpp"
#include "cli/hat_choice.hpp"
#include "emulator/picture/gif.hpp"
#include "emulator/picture/png.hpp"
#include "hat_driver/base/whole_file.hpp"
#include "runner/run/report_json.hpp"

#include <cupola/hat/profile.hpp>

#include <fmt/core.h>
#include <nlohmann/json.hpp>

#include <cstdint>
#include <cstdio>
#include <cstring>
#include <filesystem>
#include <memory>
#include <stdexcept>
#include <string>
#include <string_view>
#include <system_error>

namespace cupola::cli {
namespace {

namespace fs = std::filesystem;
using record::Verdict;

constexpr int kProgramFailed = 1;

struct RunOptions {
  std::string program;
  std::string hat = "auto";
  std::string clock = "real";
  double limit_s = 30.0;
  std::string film;
  std::uint64_t seed = 1;
  std::string profile = "flight";
  BoxOptions boxes;
  bool json = false;
};

/// What a terminal may show of what a program printed: control characters (a program could redraw the screen
/// with them) become \xNN, line ends and tabs stay. Bytes from 0x80 on are left alone, except the C1 controls
/// of UTF-8.
std::string shown(std::string_view text) {
  std::string result;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const auto byte = static_cast<unsigned char>(text[i]);
    const bool c1 = byte == 0xc2 && i + 1 < text.size() && static_cast<unsigned char>(text[i + 1]) < 0xa0;
    if (c1) {
      result += fmt::format("\\x{:02x}", static_cast<unsigned char>(text[++i]));
    } else if ((byte < 0x20 && byte != '\n' && byte != '\t') || byte == 0x7f) {
      result += fmt::format("\\x{:02x}", byte);
    } else {
      result += text[i];
    }
  }
  return result;
}

std::string signal_name(int number) {
  const char* const name = ::sigabbrev_np(number);
  return name != nullptr ? std::string{"SIG"} + name : std::to_string(number);
}

/// The verdict as a sentence.
std::string sentence(const run::RunReport& report, const RunOptions& options) {
  switch (report.verdict) {
    case Verdict::Finished:
      return "finished by itself";
    case Verdict::Error:
      return report.error ? "ended with an error"
                          : fmt::format("ended with exit status {}", *report.exit_code);
    case Verdict::Signal:
      return fmt::format("was ended by the signal {}", signal_name(*report.signal));
    case Verdict::CutAtLimit:
      return fmt::format("was still running after {:g} s and was stopped", options.limit_s);
    case Verdict::CpuLimit:
      return "used more processor time than it may";
    case Verdict::MemoryLimit:
      return "needed more memory than it may have";
    case Verdict::OutputLimit:
      return "printed more than 256 KiB and was stopped";
    case Verdict::Refused:
      return "was not allowed to run";
    case Verdict::Interrupted:
      return "was interrupted";
    case Verdict::Internal:
      break;
  }
  return "could not be run: Cupola itself failed: " + report.note;
}

void print_error(const run::RunReport& report, const std::string& program) {
  if (!report.error) return;
  const record::ProgramError& error = *report.error;
  const std::string place = error.line > 0 ? fmt::format("{}, line {}", program, error.line) : program;
  fmt::print("  {}: {}{}{}\n", shown(place), shown(error.type), error.message.empty() ? "" : ": ",
             shown(error.message));
}

void print_output(std::string_view title, std::string_view text) {
  if (text.empty()) return;
  fmt::print("  {}:\n", title);
  while (!text.empty()) {
    const std::size_t end = text.find('\n');
    fmt::print("    {}\n", shown(text.substr(0, end)));
    text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
  }
}

void print_report(const run::RunReport& report, const RunOptions& options) {
  const std::string name = fs::path{options.program}.filename();
  fmt::print("{} {}.\n", shown(name), sentence(report, options));
  print_error(report, name);
  fmt::print("  {:.3f} s on the {} clock, {:.3f} s of processor time\n", report.usage.wall_s, options.clock,
             report.usage.cpu_s);
  fmt::print("  LEDs: {} updates, {} different pictures\n", report.frames, report.pictures);
  for (const std::string& text : report.scrolled_text) fmt::print("  scrolled: {}\n", shown(text));
  if (report.claims.asked_for_input) fmt::print("  it asked for input, and nobody answers on a flight\n");
  print_output("it printed", report.out);
  print_output("it printed on stderr", report.err);
}

/// Throws std::invalid_argument for a name that says no format.
void check_film_name(const std::string& film) {
  const std::string kind = fs::path{film}.extension();
  if (film.empty() || kind == ".gif" || kind == ".png" || kind == ".film") return;
  throw std::invalid_argument("--film " + film + ": the name must end in .gif, .png or .film");
}

void write_film(const picture::Film& film, const std::string& path) {
  const std::string kind = fs::path{path}.extension();
  if (kind == ".gif") {
    base::write_whole_file(path, picture::encode_gif(film));
  } else if (kind == ".png") {
    base::write_whole_file(path, picture::encode_png(picture::film_strip(film)));
  } else {
    base::write_whole_file(path, picture::encode_film(film));
  }
}

run::RunRequest request_of(const RunOptions& options) {
  run::RunRequest request;
  request.program = options.program;
  request.name = request.program.filename();
  request.limits.wall_s = options.limit_s;
  // CPU time is not what a single program is judged by here; it must only not hide the limit that was asked
  // for.
  request.limits.cpu_s = 2 * options.limit_s;
  request.clock = options.clock == "virtual" ? record::ClockKind::Virtual : record::ClockKind::Real;
  request.seed = options.seed;
  request.profile = hat::parse_profile(options.profile).value_or(hat::Profile::Flight);
  return request;
}

/// Says in one line what is wrong with the file: that is the input's failure, not ours.
bool is_readable(const fs::path& program) {
  try {
    run::read_program(program);
    return true;
  } catch (const std::system_error& error) {
    fmt::print(stderr, "cupola: {}\n", error.what());
    return false;
  }
}

void run_one(const RunOptions& options, Context& context) {
  check_film_name(options.film);
  run::RunRequest request = request_of(options);
  if (!is_readable(request.program)) {
    context.status = kProgramFailed;
    return;
  }
  const Boxes boxes{options.boxes};
  HatChoice hat(options.hat, request.clock);
  request.bridge = hat.bridge();
  request.profile = hat.profile(request.profile);
  const run::RunReport report = run::run_program(request, boxes.installation());
  if (!options.film.empty()) write_film(report.film, options.film);
  if (options.json) {
    const auto json = run::report_json(report, request.clock, hat.kind());
    fmt::print("{}\n", json.dump(2, ' ', false, nlohmann::json::error_handler_t::replace));
  } else {
    print_report(report, options);
  }
  context.status = report.verdict == Verdict::Finished ? 0 : kProgramFailed;
}

}  // namespace

void add_run(Command app, Context& context) {
  const auto options = std::make_shared<RunOptions>();
  app.add_option("PROGRAM.py", options->program, "the program to run").required();
  app.add_option("--hat", options->hat,
                 "which HAT it sees: auto or emulated, or the hardware of this machine")
      .one_of({"auto", "emulated", "hardware"})
      .capture_default_str();
  app.add_option("--clock", options->clock, "virtual: sleeping costs no time")
      .one_of({"real", "virtual"})
      .capture_default_str();
  app.add_option("--limit", options->limit_s, "seconds after which it is stopped")
      .in_range(0.001, 86400.0)
      .capture_default_str();
  app.add_option("--film", options->film, "where to write what the LEDs showed: .gif, .png or .film");
  app.add_option("--seed", options->seed, "of the simulated cabin's noise").capture_default_str();
  add_box_options(app, options->boxes);
  app.add_option("--profile", options->profile, "flight, retail-v2 or v1")
      .one_of({"flight", "retail-v2", "v1"})
      .capture_default_str();
  app.add_flag("--json", options->json, "print one JSON object (docs/run.md)");
  app.callback([options, &context] { run_one(*options, context); });
}

}  // namespace cupola::cli
