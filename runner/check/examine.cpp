#include "runner/check/imports.hpp"
#include "runner/check/rules.hpp"
#include "runner/check/text_glyphs.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <string>

namespace cupola::check {
namespace {

using record::Verdict;

/// A program that ends this close to its limit may be cut on the flight computer, which is slower.
constexpr double kNearLimit = 0.95;

/// The least channel value that the LED driver's default gamma table does not show as dark.
constexpr int kLeastVisible = 48;

/// Everything `examine` looks at, and what it has found so far.
struct Examination {
  const run::RunReport& report;
  std::string_view source;
  const record::Limits& limits;
  const Rules& rules;
  std::vector<Finding> findings;

  void add(Severity severity, std::string id, std::string text, int line = 0) {
    findings.push_back({.id = std::move(id), .severity = severity, .line = line, .text = std::move(text)});
  }
  void refuse(std::string id, std::string text, int line = 0) {
    add(Severity::Refuse, std::move(id), std::move(text), line);
  }
  void warn(std::string id, std::string text, int line = 0) {
    add(Severity::Warn, std::move(id), std::move(text), line);
  }
};

std::string error_text(const run::RunReport& report) {
  if (!report.error)
    return fmt::format("The program ended with exit status {}.", report.exit_code.value_or(1));
  const std::string& message = report.error->message;
  return fmt::format("The program stopped with {}{}{}", report.error->type, message.empty() ? "." : ": ",
                     message);
}

/// Whether the program got far enough that what it did not do means something.
bool ran_its_course(const run::RunReport& report) {
  return report.verdict == Verdict::Finished || report.verdict == Verdict::CutAtLimit;
}

void examine_limits(Examination& e) {
  const int line = e.report.error ? e.report.error->line : 0;
  if (e.report.verdict == Verdict::CutAtLimit) {
    e.add(e.rules.endless_loop_allowed ? Severity::Warn : Severity::Refuse, "too-long",
          fmt::format("The program was still running after {:g} seconds.", e.limits.wall_s));
  } else if (e.report.verdict == Verdict::CpuLimit) {
    e.refuse("cpu-limit", fmt::format("The program computed for more than {:g} seconds.", e.limits.cpu_s));
  } else if (e.report.verdict == Verdict::MemoryLimit) {
    e.refuse("memory-limit",
             fmt::format("The program needs more than {} MB of memory.", e.limits.memory_bytes >> 20), line);
  } else if (e.report.verdict == Verdict::OutputLimit) {
    e.refuse("output-limit", fmt::format("The program prints more than {} kB.", e.limits.output_bytes >> 10));
  }
}

void examine_ending(Examination& e) {
  switch (e.report.verdict) {
    case Verdict::Finished:
      return;
    case Verdict::Error:
      e.refuse("error", error_text(e.report), e.report.error ? e.report.error->line : 0);
      return;
    case Verdict::Signal:
      e.refuse("signal", fmt::format("The program crashed (signal {}).", e.report.signal.value_or(0)));
      return;
    case Verdict::Refused:
      e.refuse("policy", "The program tried something that is not allowed in flight.");
      return;
    case Verdict::Interrupted:
    case Verdict::Internal:
      e.refuse("internal",
               fmt::format("Cupola could not run the program ({}). That is not the program's fault: "
                           "check it again.",
                           e.report.note));
      return;
    case Verdict::CutAtLimit:
    case Verdict::CpuLimit:
    case Verdict::MemoryLimit:
    case Verdict::OutputLimit:
      examine_limits(e);
      return;
  }
}

bool any_visible(const picture::Film& film) {
  const auto visible = [](std::uint16_t pixel) {
    const hat::Color color = hat::from_rgb565(pixel);
    return std::max({color.red, color.green, color.blue}) >= kLeastVisible;
  };
  return std::any_of(film.frames.begin(), film.frames.end(), [&](const picture::FilmFrame& frame) {
    return std::any_of(frame.frame.pixels.begin(), frame.frame.pixels.end(), visible);
  });
}

void examine_leds(Examination& e) {
  if (!e.report.claims.leds_used) {
    if (e.rules.leds_needed && ran_its_course(e.report)) e.refuse("no-leds", "The program lights no LED.");
  } else if (!any_visible(e.report.film) && e.report.film.gamma == hat::kDefaultGamma) {
    e.warn("too-dark", "All colours are below 48 and stay dark on the real LEDs.");
  }
}

void examine_input(Examination& e) {
  if (e.report.claims.asked_for_input) {
    e.refuse("asks-for-input", "The program asks for input; nobody can type in orbit.");
  }
  if (e.report.claims.used_joystick) {
    e.add(e.rules.joystick_allowed ? Severity::Warn : Severity::Refuse, "joystick",
          "The program uses the joystick; nobody presses it in flight.");
  }
}

void examine_sensors(Examination& e) {
  if (!ran_its_course(e.report)) return;
  const run::Claims& claims = e.report.claims;
  if (e.rules.sensor) {
    constexpr std::array<std::string_view, 3> names{"temperature", "humidity", "colour and light"};
    const std::array<bool, 3> read{claims.read_temperature, claims.read_humidity, claims.read_colour};
    const auto wanted = static_cast<std::size_t>(*e.rules.sensor);
    if (!read.at(wanted)) {
      e.refuse("no-sensor", fmt::format("The program never reads the {} sensor.", names.at(wanted)));
    }
  } else if (!claims.read_temperature && !claims.read_humidity && !claims.read_pressure &&
             !claims.read_colour && !claims.read_motion) {
    e.warn("no-sensor", "The program reads no sensor.");
  }
}

void examine_imports(Examination& e) {
  constexpr std::array<std::string_view, 3> usual{"sense_hat", "time", "random"};
  for (const Import& import : find_imports(e.source)) {
    if (std::find(usual.begin(), usual.end(), import.module) != usual.end()) continue;
    if (import.module == "sense_emu") {
      e.warn("sense-emu", "sense_emu is the emulator; the flight computer has sense_hat.", import.line);
    } else if (e.rules.few_imports_only) {
      e.refuse(
          "import",
          fmt::format("The program imports {}; only sense_hat, time and random are allowed.", import.module),
          import.line);
    }
  }
}

void examine_glyphs(Examination& e) {
  const bool extended = uses_extended_font(e.source);
  std::string unknown;
  std::string helped;
  for (const std::string& text : e.report.scrolled_text) {
    for (const std::string& character : characters_without_glyph(text)) {
      const bool drawn = extended && characters_without_glyph(character, hat::Font::Extended).empty();
      std::string& list = drawn ? helped : unknown;
      if (list.find(character) == std::string::npos) list += (list.empty() ? "" : " ") + character;
    }
  }
  if (!unknown.empty()) e.warn("no-glyph", "The LEDs show these characters as ?: " + unknown);
  if (!helped.empty()) {
    e.add(Severity::Note, "extended-font",
          "The program draws these characters with the extended font, an addition of Cupola; the font of "
          "other Sense HATs shows them as ?: " +
              helped);
  }
}

void examine_text(Examination& e) {
  if (e.rules.most_characters > 0) {
    const std::size_t count = counted_characters(e.source);
    if (count > e.rules.most_characters) {
      e.refuse("too-many-characters",
               fmt::format("The program has {} characters outside blank lines; {} are allowed.", count,
                           e.rules.most_characters));
    }
  }
  examine_glyphs(e);
}

}  // namespace

std::vector<Finding> examine(const run::RunReport& report, std::string_view source,
                             const record::Limits& limits, const Rules& rules) {
  Examination e{.report = report, .source = source, .limits = limits, .rules = rules, .findings = {}};
  examine_ending(e);
  examine_leds(e);
  examine_input(e);
  examine_sensors(e);
  examine_imports(e);
  examine_text(e);
  if (report.verdict == Verdict::Finished && report.usage.wall_s > kNearLimit * limits.wall_s) {
    e.warn("near-limit",
           fmt::format("The program takes {:.1f} of {:g} seconds; the flight computer may be slower.",
                       report.usage.wall_s, limits.wall_s));
  }
  std::stable_sort(e.findings.begin(), e.findings.end(),
                   [](const Finding& a, const Finding& b) { return a.severity < b.severity; });
  return e.findings;
}

}  // namespace cupola::check
