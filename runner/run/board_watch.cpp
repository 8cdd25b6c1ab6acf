#include "runner/run/board_watch.hpp"

#include "hat_driver/board/program_view.hpp"

#include <algorithm>

namespace cupola::run {
namespace {

/// A program of thirty seconds scrolls a dozen; one that notes more wants to fill our memory.
constexpr std::size_t kMostTexts = 1000;

}  // namespace

BoardWatch::BoardWatch(const board::BoardPages& pages)
    : pages_(pages), frames_(pages.program()), texts_(pages.program()) {}

void BoardWatch::take(const board::Picture& picture, std::int64_t now_ns) {
  const std::int64_t stamp = std::clamp(picture.stamp_ns, start_ns_, std::max(start_ns_, now_ns));
  recorder_.add(static_cast<std::uint64_t>(stamp - start_ns_), picture.frame);
  if (last_ != picture.frame) ++different_;
  last_ = picture.frame;
}

void BoardWatch::look(std::int64_t now_ns) {
  frames_.drain([&](const board::Picture& picture) { take(picture, now_ns); });
  texts_.drain([&](std::string text) {
    if (scrolled_.size() < kMostTexts) scrolled_.push_back(std::move(text));
  });
}

void BoardWatch::finish(std::int64_t end_ns, RunReport& report) {
  look(end_ns);
  board::ProgramView view{pages_.program()};
  report.frames = frames_.total();
  report.pictures = different_;
  report.scrolled_text = std::move(scrolled_);
  report.film = recorder_.finish(static_cast<std::uint64_t>(std::max<std::int64_t>(end_ns - start_ns_, 0)),
                                 report.frames, view.gamma());
  report.claims = {.leds_used = view.claims(hat::Claim::LedsUsed),
                   .read_temperature = view.claims(hat::Claim::ReadTemperature),
                   .read_humidity = view.claims(hat::Claim::ReadHumidity),
                   .read_pressure = view.claims(hat::Claim::ReadPressure),
                   .read_colour = view.claims(hat::Claim::ReadColour),
                   .read_motion = view.claims(hat::Claim::ReadMotion),
                   .used_joystick = view.claims(hat::Claim::UsedJoystick),
                   .asked_for_input = view.claims(hat::Claim::AskedForInput)};
}

}  // namespace cupola::run
