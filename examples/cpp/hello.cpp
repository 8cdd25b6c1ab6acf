// The LEDs scroll a message, then show the temperature as a row of lights: one for every five degrees.
#include <cupola/hat/open_backend.hpp>
#include <cupola/hat/sense_hat.hpp>

#include <algorithm>
#include <iostream>

using namespace cupola::hat;
using namespace std::chrono_literals;

int main() {
  const auto backend = open_backend(choice_of_environment());
  SystemWaiting clock;
  SenseHat hat(*backend, clock);

  hat.show_message("Hello!", 60ms, {.text = {255, 200, 0}});

  // A reading may be missing, so it comes in a std::optional.
  if (const auto temperature = hat.get_temperature()) {
    std::cout << "It is " << *temperature << " degrees Celsius\n";
    const int lights = std::clamp(static_cast<int>(*temperature / 5), 0, 8);
    for (int x = 0; x < lights; ++x) hat.set_pixel(x, 7, {255, 80, 0});
    clock.wait(1s);
  }
  hat.clear();
}
