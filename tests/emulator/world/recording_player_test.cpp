#include "emulator/world/recording_player.hpp"

#include "tests/emulator/world/recordings.hpp"

#include <doctest/doctest.h>

#include <cmath>
#include <limits>

using namespace cupola::world;
using namespace std::chrono_literals;
using cupola::tests::counting_recording;

namespace {

constexpr RecordingPlayer::Time kNow = 1000s;

/// 11 rows, 100 ms apart: one second.
const Recording& one_second() {
  static const Recording recording = counting_recording(11);
  return recording;
}

}  // namespace

TEST_CASE("a recording of nothing, or of one row, plays without harm") {
  const Recording nothing;
  RecordingPlayer silent(nothing);
  silent.play(kNow);
  silent.set_loop(kNow, true);
  CHECK_FALSE(silent.playing(kNow + 1s));
  CHECK_FALSE(silent.row(kNow + 1s));
  CHECK_FALSE(silent.next_due(kNow + 1s));

  const Recording single = counting_recording(1);
  RecordingPlayer one(single);
  one.set_loop(kNow, true);
  one.play(kNow);
  CHECK(one.row(kNow + 1h) == 0);
  CHECK(one.position(kNow + 1h) == 0s);
  CHECK_FALSE(one.next_due(kNow + 1h));
}

TEST_CASE("it begins paused at the first row, plays in real time and ends at the last") {
  RecordingPlayer player(one_second());
  CHECK_FALSE(player.playing(kNow));
  CHECK(player.row(kNow + 10s) == 0);
  player.play(kNow);
  CHECK(player.row(kNow) == 0);
  CHECK(player.row(kNow + 99ms) == 0);
  CHECK(player.row(kNow + 100ms) == 1);
  CHECK(player.row(kNow + 550ms) == 5);
  CHECK(player.playing(kNow + 999ms));
  CHECK(player.row(kNow + 1s) == 10);
  CHECK_FALSE(player.playing(kNow + 1s));
  CHECK(player.position(kNow + 5s) == 1s);
  player.play(kNow + 5s);
  CHECK(player.position(kNow + 5s) == 0s);
  CHECK(player.playing(kNow + 5s));
}

TEST_CASE("a pause holds the place, and a jump goes where it is told, cut off at the ends") {
  RecordingPlayer player(one_second());
  player.play(kNow);
  player.pause(kNow + 350ms);
  CHECK(player.position(kNow + 9s) == 350ms);
  CHECK(player.row(kNow + 9s) == 3);
  player.seek(kNow + 9s, 720ms);
  CHECK(player.row(kNow + 20s) == 7);
  CHECK_FALSE(player.playing(kNow + 20s));
  player.seek(kNow + 20s, -5s);
  CHECK(player.position(kNow + 20s) == 0s);
  player.seek(kNow + 20s, 1h);
  CHECK(player.position(kNow + 20s) == 1s);
  player.play(kNow + 30s);
  player.seek(kNow + 30s, 500ms);
  CHECK(player.position(kNow + 30s + 200ms) == 700ms);
}

TEST_CASE("the speed changes where it is, not where it was") {
  RecordingPlayer player(one_second());
  player.play(kNow);
  player.set_speed(kNow + 200ms, 2);
  CHECK(player.position(kNow + 200ms) == 200ms);
  CHECK(player.position(kNow + 400ms) == 600ms);
  player.set_speed(kNow + 400ms, 0.5);
  CHECK(player.position(kNow + 600ms) == 700ms);
  player.set_speed(kNow, std::numeric_limits<double>::quiet_NaN());
  CHECK(player.speed() == 1);
  player.set_speed(kNow, 1e9);
  CHECK(player.speed() == RecordingPlayer::kFastest);
  player.set_speed(kNow, -1);
  CHECK(player.speed() == RecordingPlayer::kSlowest);
}

TEST_CASE("in a loop the beginning follows the end, and leaving it ends at the end") {
  RecordingPlayer player(one_second());
  player.set_loop(kNow, true);
  player.play(kNow);
  CHECK(player.row(kNow + 1050ms) == 10);  // the last row has its tenth of a second too
  CHECK(player.row(kNow + 1100ms) == 0);
  CHECK(player.position(kNow + 3550ms) == 250ms);
  CHECK(player.playing(kNow + 1h));
  CHECK(player.position(kNow + 11s * 1000 + 400ms) == 400ms);
  player.set_loop(kNow + 11s * 1000 + 300ms, false);
  CHECK(player.position(kNow + 11s * 1000 + 300ms) == 300ms);
  CHECK(player.position(kNow + 11s * 1000 + 2s) == 1s);
  CHECK_FALSE(player.playing(kNow + 11s * 1000 + 2s));
}

TEST_CASE("whoever waits is told when the next row is due, and finds it there") {
  for (const bool loop : {false, true}) {
    for (const double speed : {0.3, 1.0, 7.0}) {
      RecordingPlayer player(one_second());
      player.set_loop(kNow, loop);
      player.set_speed(kNow, speed);
      player.play(kNow);
      auto now = kNow;
      for (int step = 0; step < 30; ++step) {
        const auto due = player.next_due(now);
        if (!due) break;
        REQUIRE(*due > now);
        CHECK(player.row(*due - 1us) == player.row(now));
        CHECK_FALSE(player.row(*due) == player.row(now));
        now = *due;
      }
      CHECK(player.next_due(now).has_value() == loop);
      CHECK(player.row(now).has_value());
    }
  }
  RecordingPlayer paused(one_second());
  CHECK_FALSE(paused.next_due(kNow));
}

TEST_CASE("rows that share a time show the last of them") {
  Recording recording = counting_recording(5);
  recording.rows[2].time_ns = recording.rows[1].time_ns;
  RecordingPlayer player(recording);
  player.play(kNow);
  CHECK(player.row(kNow + 100ms) == 2);
}
