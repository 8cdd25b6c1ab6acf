#include "hat_driver/devices/iio.hpp"

#include "hat_driver/bus/bus.hpp"
#include "tests/support/fake_clock.hpp"
#include "tests/support/hardware/kernel_sensors.hpp"
#include "tests/support/temporary_folder.hpp"

#include <doctest/doctest.h>

#include <chrono>
#include <thread>

using namespace cupola;
using doctest::Approx;
namespace fs = std::filesystem;

namespace {

/// The source works in its own thread: it is asked until it answers, ten seconds at most.
template <typename Sample>
std::optional<Sample> first_of(devices::Source<Sample>& source) {
  const auto deadline = std::chrono::steady_clock::now() + std::chrono::seconds(10);
  while (std::chrono::steady_clock::now() < deadline) {
    if (auto sample = source.poll()) return sample;
    std::this_thread::yield();
  }
  return std::nullopt;
}

}  // namespace

TEST_CASE("a chip that no driver shows has no source") {
  const tests::TemporaryFolder folder;
  const tests::FakeClock clock;
  CHECK(devices::iio_humidity(folder / "1-005f", clock) == nullptr);
  CHECK(devices::iio_pressure(folder / "1-005c", clock) == nullptr);
  CHECK(devices::iio_inertial(folder / "1-006a", clock) == nullptr);
  CHECK(devices::iio_field(folder / "1-001c", clock) == nullptr);
}

TEST_CASE("an attribute that is missing or no number is an error with its path") {
  const tests::TemporaryFolder folder;
  tests::write_attribute(folder / "in_temp_raw", "warm");
  CHECK_THROWS_AS(devices::iio_number(folder.path(), "in_temp_raw"), bus::BusError);
  CHECK_THROWS_AS(devices::iio_number(folder.path(), "in_temp_scale"), bus::BusError);
}

TEST_CASE("the kernel's units become ours") {
  const tests::TemporaryFolder folder;
  const tests::FakeClock clock;
  tests::add_kernel_hts221(folder / "1-005f");
  tests::add_kernel_lps25h(folder / "1-005c");
  tests::add_kernel_lsm9ds1(folder / "1-006a", folder / "1-001c");
  const auto humidity = first_of(*devices::iio_humidity(folder / "1-005f", clock));
  REQUIRE(humidity);
  CHECK(humidity->humidity_percent == Approx(45));
  CHECK(humidity->temperature_c == Approx(20));
  const auto pressure = first_of(*devices::iio_pressure(folder / "1-005c", clock));
  REQUIRE(pressure);
  CHECK(pressure->pressure_hpa == Approx(1013.25).epsilon(1e-4));
  CHECK(pressure->temperature_c == Approx(25).epsilon(1e-4));
  const auto inertial = first_of(*devices::iio_inertial(folder / "1-006a", clock));
  REQUIRE(inertial);
  CHECK(inertial->acceleration_g.z == Approx(1).epsilon(1e-3));
  CHECK(inertial->rotation_rad_s.z == Approx(-0.0916).epsilon(1e-2));
  const auto field = first_of(*devices::iio_field(folder / "1-001c", clock));
  REQUIRE(field);
  CHECK(field->field_ut.x == Approx(-14.6));
  CHECK(field->field_ut.y == Approx(-7.3));
  CHECK(field->field_ut.z == Approx(-43.8));
}

TEST_CASE("a driver that stops answering is an error, not an old value") {
  const tests::TemporaryFolder folder;
  const tests::FakeClock clock;
  tests::add_kernel_lps25h(folder / "1-005c");
  const auto source = devices::iio_pressure(folder / "1-005c", clock);
  REQUIRE(first_of(*source));
  fs::remove(folder / "1-005c/iio:device0/in_pressure_raw");
  CHECK_THROWS_AS(first_of(*source), bus::BusError);
}
