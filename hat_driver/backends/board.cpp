#include "hat_driver/backends/board.hpp"

#include <cerrno>
#include <ctime>
#include <system_error>

namespace cupola::backends {
namespace {

/// Through libc, so that in a virtual flight the stamp is of the time the program sees.
std::int64_t monotonic_ns() {
  timespec now{};
  clock_gettime(CLOCK_MONOTONIC, &now);
  return std::int64_t{now.tv_sec} * 1'000'000'000 + now.tv_nsec;
}

void require(bool present, const char* text) {
  if (!present) throw std::system_error(ENODEV, std::generic_category(), text);
}

}  // namespace

hat::Profile BoardBackend::profile() const {
  return side_.has(board::Chip::Colour) ? side_.profile() : hat::Profile::V1;
}

void BoardBackend::set_frame(const hat::Frame& frame) { side_.set_frame(frame, monotonic_ns()); }

std::optional<hat::HumiditySample> BoardBackend::humidity() {
  require(side_.has(board::Chip::Hts221), "Humidity Init Failed");
  return side_.humidity();
}

std::optional<hat::PressureSample> BoardBackend::pressure() {
  require(side_.has(board::Chip::Lps25h), "Pressure Init Failed");
  return side_.pressure();
}

std::optional<hat::MotionSample> BoardBackend::motion() {
  require(side_.has(board::Chip::Lsm9ds1), "IMU Init Failed");
  return side_.motion();
}

std::optional<hat::LightSample> BoardBackend::light() { return side_.light(); }

std::optional<hat::StickEvent> BoardBackend::next_stick_event(std::uint64_t& cursor) {
  return side_.next_stick_event(cursor);
}

}  // namespace cupola::backends
