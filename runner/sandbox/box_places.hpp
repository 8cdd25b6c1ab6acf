#pragma once

#include "runner/sandbox/child_order.hpp"
#include "runner/sandbox/plan.hpp"

#include <deque>
#include <string>
#include <vector>

namespace cupola::sandbox {

/// Everything in a box's root, in the order in which it is made. Looks at the machine's /lib and /bin links,
/// nothing else.
class BoxPlaces {
 public:
  explicit BoxPlaces(const Plan& plan);
  BoxPlaces(const BoxPlaces&) = delete;
  BoxPlaces& operator=(const BoxPlaces&) = delete;

  /// For the child, which writes into its own copy. As long as this object and the plan live.
  std::vector<Place>& places() { return places_; }
  const char* root_options() const { return root_options_; }

 private:
  const char* keep(std::string text);
  void add_system();
  void add_devices();
  void add_ours(const Plan& plan);
  void add(Place place) { places_.push_back(place); }

  std::deque<std::string> texts_;  ///< keeps what the places point to where it is
  std::vector<Place> places_;
  const char* root_options_ = nullptr;
};

}  // namespace cupola::sandbox
