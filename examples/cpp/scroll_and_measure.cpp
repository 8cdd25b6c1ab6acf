// A text in the extended font scrolls while the program measures. Both are additions of Cupola.
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
  hat.set_extended_font(true);

  double most = 0;
  int readings = 0;
  ScrollingMessage message = hat.scroll_message("Луна · Σελήνη · Měsíc", 30ms, {.text = {120, 180, 255}});
  while (!message.update()) {
    if (const auto g = hat.get_accelerometer_raw()) {
      most = std::max({most, g->x, g->y, g->z});
      ++readings;
    }
    clock.wait(10ms);
  }
  std::cout << readings << " readings, at most " << most << " g\n";

  // Boards without a colour sensor have a null pointer here.
  if (ColourSensor* sensor = hat.colour()) {
    std::cout << "the light sensor counts to " << sensor->max_raw() << '\n';
  }
}
