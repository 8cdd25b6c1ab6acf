// A rainbow that runs over the LEDs while the joystick is watched: any press ends it.
#include <cupola/hat/open_backend.hpp>
#include <cupola/hat/sense_hat.hpp>

#include <cmath>
#include <cstdint>
#include <iostream>

using namespace cupola::hat;
using namespace std::chrono_literals;

namespace {

/// One channel of the colour wheel; `place` goes round once from 0 to 1.
std::uint8_t channel(double place) {
  constexpr double kTurn = 6.283185307179586;
  return static_cast<std::uint8_t>(std::lround(127.5 + 127.5 * std::cos(kTurn * place)));
}

Color wheel(double place) { return {channel(place), channel(place - 1.0 / 3), channel(place - 2.0 / 3)}; }

}  // namespace

int main() {
  const auto backend = open_backend(choice_of_environment());
  SystemWaiting clock;
  SenseHat hat(*backend, clock);

  for (int step = 0; step < 60; ++step) {
    Pixels picture;
    for (std::size_t i = 0; i < picture.size(); ++i) {
      const std::size_t x = i % 8;
      const std::size_t y = i / 8;
      picture[i] = wheel((static_cast<double>(x + y) + step) / 16);
    }
    hat.set_pixels(picture);
    // Waits for the joystick, but only as long as a picture lasts.
    if (hat.stick().wait_for_event(50ms)) {
      std::cout << "the joystick ended it\n";
      break;
    }
  }
  hat.clear();
}
