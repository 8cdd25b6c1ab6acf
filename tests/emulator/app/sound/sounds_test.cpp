#include "emulator/app/sound/sounds.hpp"

#include <SDL.h>
#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <cstddef>

namespace cupola::app {
namespace {

constexpr int kRate = 48000;
constexpr Cue kCues[] = {Cue::Started, Cue::EndedWell, Cue::EndedBadly, Cue::LightsChanged};

float loudest(const std::vector<float>& samples) {
  float peak = 0;
  for (const float sample : samples) peak = std::max(peak, std::abs(sample));
  return peak;
}

TEST_CASE("no cue clicks or startles: silence at both ends, no jump in between, never above 0.3") {
  for (const Cue cue : kCues) {
    CAPTURE(static_cast<int>(cue));
    const std::vector<float> samples = tone(cue, kRate);
    REQUIRE(samples.size() > kRate / 50);
    CHECK(samples.front() == 0);
    CHECK(samples.back() == 0);
    CHECK(loudest(samples) <= 0.3F);
    CHECK(loudest(samples) > 0.01F);
    float jump = 0;
    for (std::size_t i = 1; i < samples.size(); ++i)
      jump = std::max(jump, std::abs(samples[i] - samples[i - 1]));
    // The steepest a 784 Hz sine of that height can be.
    CHECK(jump < loudest(samples) * 0.12F);
  }
}

TEST_CASE("cues are the same every time and differ from each other") {
  for (const Cue cue : kCues) CHECK(tone(cue, kRate) == tone(cue, kRate));
  CHECK(tone(Cue::Started, kRate) != tone(Cue::EndedWell, kRate));
  CHECK(tone_s(Cue::EndedBadly) > tone_s(Cue::Started));
  CHECK(loudest(tone(Cue::LightsChanged, kRate)) < loudest(tone(Cue::Started, kRate)) / 3);
  const auto halved = static_cast<double>(tone(Cue::Started, kRate / 2).size());
  CHECK(halved * 2 == doctest::Approx(static_cast<double>(tone(Cue::Started, kRate).size())).epsilon(0.01));
}

TEST_CASE("lights that change 25 times a second tick twice a second, and wait for other cues") {
  CueGate gate;
  int heard = 0;
  for (int i = 0; i < 100; ++i) heard += gate.passes(Cue::LightsChanged, i * 0.04) ? 1 : 0;
  CHECK(heard == 8);
  CHECK(gate.passes(Cue::EndedBadly, 10));
  CHECK_FALSE(gate.passes(Cue::LightsChanged, 10.1));
  CHECK(gate.passes(Cue::LightsChanged, 11));
  CHECK(gate.passes(Cue::Started, 11));
  CHECK(gate.silent_at_s() == doctest::Approx(11 + tone_s(Cue::LightsChanged) + tone_s(Cue::Started)));
}

TEST_CASE("a machine without sound stays silent and is not asked again for a minute") {
  SDL_setenv("SDL_AUDIODRIVER", "there-is-none", 1);
  Sounds sounds;
  sounds.play(Cue::Started, 1);
  CHECK_FALSE(sounds.open());
  CHECK_FALSE(sounds.due_s().has_value());
  SDL_setenv("SDL_AUDIODRIVER", "dummy", 1);
  sounds.play(Cue::Started, 30);
  CHECK_FALSE(sounds.open());
  sounds.play(Cue::Started, 70);
  CHECK(sounds.open());
}

TEST_CASE("the sound card is open while something sounds and a moment after, then closed") {
  SDL_setenv("SDL_AUDIODRIVER", "dummy", 1);
  Sounds sounds;
  CHECK_FALSE(sounds.open());
  sounds.play(Cue::EndedWell, 5);
  CHECK(sounds.open());
  REQUIRE(sounds.due_s().has_value());
  const double due_s = *sounds.due_s();
  CHECK(due_s < 9);
  sounds.tick(due_s - 0.01);
  CHECK(sounds.open());
  sounds.tick(due_s);
  CHECK_FALSE(sounds.open());
  CHECK(SDL_WasInit(SDL_INIT_AUDIO) == 0);
  sounds.play(Cue::Started, 20);
  CHECK(sounds.open());
}

}  // namespace
}  // namespace cupola::app
