// What every backend promises, whatever stands behind it.
#include "hat_driver/backends/board.hpp"
#include "hat_driver/backends/memory.hpp"
#include "hat_driver/board/pages.hpp"
#include "hat_driver/board/program_view.hpp"
#include "hat_driver/board/text.hpp"
#include "hat_driver/board/world_side.hpp"
#include "tests/support/test_waiting.hpp"

#include <cupola/hat/open_backend.hpp>
#include <cupola/hat/sense_hat.hpp>

#include <doctest/doctest.h>

#include <memory>
#include <string>
#include <system_error>
#include <vector>

using namespace cupola;
using hat::Direction;
using hat::Profile;

namespace {

/// The world of a MemoryBackend.
struct OnMemory {
  explicit OnMemory(Profile profile = Profile::Flight)
      : memory(std::make_unique<backends::MemoryBackend>(profile)) {
    memory->set_readings({{}, {}, {}, {}});
  }
  hat::Backend& backend() { return *memory; }
  void publish(const hat::HumiditySample& sample) { change().humidity = sample, apply(); }
  void publish(const hat::PressureSample& sample) { change().pressure = sample, apply(); }
  void publish(const hat::MotionSample& sample) { change().motion = sample, apply(); }
  void publish(const hat::LightSample& sample) { change().light = sample, apply(); }
  void push(const hat::StickEvent& event) { memory->push_stick_event(event); }
  std::uint64_t claims() const { return memory->claims(); }
  std::vector<std::string> texts() const { return memory->texts(); }

  backends::MemoryReadings& change() { return readings = memory->readings(); }
  void apply() { memory->set_readings(readings); }
  backends::MemoryReadings readings;
  std::unique_ptr<backends::MemoryBackend> memory;
};

/// A world behind a real board, opened as a program opens it.
struct OnBoard {
  explicit OnBoard(Profile profile = Profile::Flight)
      : pages(board::BoardPages::create(profile)), world(pages) {
    opened = hat::open_backend(
        {.backend = "board",
         .board = "fd:" + std::to_string(pages.world_fd()) + "," + std::to_string(pages.program_fd()),
         .profile = ""});
  }
  hat::Backend& backend() { return *opened; }
  template <typename Sample>
  void publish(const Sample& sample) {
    world.publish(sample);
  }
  void push(const hat::StickEvent& event) { world.push(event); }
  std::uint64_t claims() const { return pages.program().claims.load(); }
  std::vector<std::string> texts() const {
    std::vector<std::string> all;
    board::TextCursor(pages.program()).drain([&](std::string text) { all.push_back(std::move(text)); });
    return all;
  }

  board::BoardPages pages;
  board::WorldSide world;
  std::unique_ptr<hat::Backend> opened;
};

hat::Frame counted_frame() {
  hat::Frame frame;
  for (std::size_t i = 0; i < frame.pixels.size(); ++i)
    frame.pixels[i] = static_cast<std::uint16_t>(1000 + i);
  return frame;
}

}  // namespace

TEST_CASE_TEMPLATE("a HAT starts dark, with the default gamma, and has nothing to read", World, OnMemory,
                   OnBoard) {
  World world;
  CHECK(world.backend().frame() == hat::Frame{});
  CHECK(world.backend().gamma() == hat::kDefaultGamma);
  CHECK_FALSE(world.backend().humidity());
  CHECK_FALSE(world.backend().pressure());
  CHECK_FALSE(world.backend().motion());
  CHECK_FALSE(world.backend().light());
  CHECK(world.backend().stick_events() == 0);
  CHECK(world.claims() == 0);
}

TEST_CASE_TEMPLATE("the picture and the gamma table set last are those in force", World, OnMemory, OnBoard) {
  World world;
  world.backend().set_frame({});
  world.backend().set_frame(counted_frame());
  CHECK(world.backend().frame() == counted_frame());
  world.backend().set_gamma(hat::kLowLightGamma);
  CHECK(world.backend().gamma() == hat::kLowLightGamma);
}

TEST_CASE_TEMPLATE("a reading is the newest sample, bit for bit", World, OnMemory, OnBoard) {
  World world;
  world.publish(hat::HumiditySample{1, 10, 11});
  world.publish(hat::HumiditySample{2, 45.123456789, -12.5});
  world.publish(hat::PressureSample{3, 1013.25, 21.0625});
  world.publish(hat::MotionSample{4, {1, 2, 3}, {4, 5, 6}, {7, 8, 9}});
  world.publish(hat::LightSample{5, 0.5, 1.5, 2.5, 3.5});
  CHECK(world.backend().humidity()->humidity_percent == 45.123456789);
  CHECK(world.backend().humidity()->temperature_c == -12.5);
  CHECK(world.backend().pressure()->pressure_hpa == 1013.25);
  CHECK(world.backend().pressure()->time_ns == 3);
  CHECK(world.backend().motion()->rotation_rad_s == hat::Vec3{4, 5, 6});
  CHECK(world.backend().light()->clear == 3.5);
}

TEST_CASE_TEMPLATE("events are numbered, and each cursor sees them all", World, OnMemory, OnBoard) {
  World world;
  world.push({1, Direction::Up, hat::Action::Pressed});
  world.push({2, Direction::Right, hat::Action::Held});
  CHECK(world.backend().stick_events() == 2);
  for (std::uint64_t start : {0u, 1u}) {
    std::uint64_t cursor = start;
    std::vector<std::int64_t> times;
    while (const auto event = world.backend().next_stick_event(cursor)) times.push_back(event->time_ns);
    CHECK(times.size() == 2 - start);
    CHECK(times.back() == 2);
    CHECK(cursor == 2);
  }
}

TEST_CASE_TEMPLATE("claims add up and texts are kept in order", World, OnMemory, OnBoard) {
  World world;
  world.backend().claim(hat::Claim::LedsUsed);
  world.backend().claim(hat::Claim::ReadMotion);
  world.backend().claim(hat::Claim::LedsUsed);
  CHECK(world.claims() == 33);
  world.backend().note_text("Grüße");
  world.backend().note_text("");
  CHECK(world.texts() == std::vector<std::string>{"Grüße", ""});
}

TEST_CASE_TEMPLATE("the profile decides about the colour sensor", World, OnMemory, OnBoard) {
  tests::TestWaiting waiting;
  for (const Profile profile : {Profile::Flight, Profile::RetailV2, Profile::V1}) {
    World world(profile);
    CHECK(world.backend().profile() == profile);
    CHECK(hat::SenseHat(world.backend(), waiting).has_colour_sensor() == (profile != Profile::V1));
  }
}

TEST_CASE("on a board an absent chip is an error and a silent one is not") {
  OnBoard on;
  on.world.set_chips(0);
  CHECK_THROWS_AS(on.backend().humidity(), std::system_error);
  CHECK_THROWS_AS(on.backend().pressure(), std::system_error);
  CHECK_THROWS_AS(on.backend().motion(), std::system_error);
  CHECK(on.backend().profile() == Profile::V1);
  on.world.set_chips(board::chips_of(Profile::Flight));
  CHECK_FALSE(on.backend().humidity());
  CHECK(on.backend().profile() == Profile::Flight);
}
