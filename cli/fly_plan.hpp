#pragma once

#include "cli/boxes.hpp"
#include "cli/hat_choice.hpp"
#include "runner/flight/flight.hpp"
#include "runner/mission/bundle.hpp"

#include <filesystem>
#include <string>
#include <vector>

namespace cupola::cli {

/// What was said to `cupola fly`.
struct FlyOptions {
  std::filesystem::path bundle;
  std::filesystem::path log;
  std::string hat = "emulated";
  std::string clock = "real";
  std::string start;
  double limit_s = 0;  ///< 0: the bundle's
  std::string unit = "1/1";
  std::string share = "alternate";
  std::vector<std::string> again;
  std::vector<std::string> led_off;
  std::string not_before;
  std::filesystem::path downlink;
  std::filesystem::path key;
  BoxOptions boxes;
  bool rehearse = false;
  bool json = false;
};

/// The flight that these options ask for. The bundle is borrowed. Throws std::invalid_argument that names the
/// option, what is wrong with it, and how it is written.
flight::Plan plan_of(const FlyOptions& options, const mission::Bundle& bundle, const Boxes& boxes,
                     const HatChoice& hat);

}  // namespace cupola::cli
