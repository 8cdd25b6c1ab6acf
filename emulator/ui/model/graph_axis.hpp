#pragma once

#include <string>
#include <vector>

namespace cupola::ui {

/// A stretch of an axis, lowest < highest.
struct Span {
  double lowest = 0;
  double highest = 1;
  double length() const { return highest - lowest; }
  friend bool operator==(const Span&, const Span&) = default;
};

/// `seen` with some air above and below, and at least `least` long, so that a sensor's noise does not look
/// like weather.
Span roomy(const Span& seen, double least);

/// Round numbers (1, 2 or 5 times a power of ten apart) within `span`, at most `most` of them.
std::vector<double> round_ticks(const Span& span, int most);

/// The same for seconds: steps people count time in (1, 2, 5, 10, 15, 30 s, minutes, hours).
std::vector<double> time_ticks(const Span& span, int most);

/// "0:07", "12:30", "1:02:03"; with `decimals` (0–3) behind the seconds. Never below "0:00".
std::string time_text(double seconds, int decimals = 0);

/// A number with as many decimals as tell ticks apart that are `step` apart.
std::string tick_text(double value, double step);

/// How many decimals time needs when its ticks are `step` apart.
int time_decimals(double step);

}  // namespace cupola::ui
