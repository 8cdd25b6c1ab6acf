#pragma once

#include <cmath>

namespace cupola::orbit {

/// A point where `f` changes sign between `a` and `b`, to within `tolerance`. `fa` and `fb` are its values
/// there, of different sign. False position with the Illinois rule, so the bracket never grows.
template <class Function>
double find_root(const Function& f, double a, double b, double fa, double fb, double tolerance) {
  constexpr int kMostRounds = 80;
  for (int round = 0; round < kMostRounds && b - a > tolerance; ++round) {
    // Every fourth round halves: it bounds the work for a function that is nearly a step.
    const double x = round % 4 == 3 || fa == fb ? 0.5 * (a + b) : (a * fb - b * fa) / (fb - fa);
    const double fx = f(x);
    if (fx == 0) return x;
    if ((fx < 0) == (fa < 0)) {
      a = x;
      fa = fx;
      fb *= 0.5;
    } else {
      b = x;
      fb = fx;
      fa *= 0.5;
    }
    if (std::abs(fx) < 1e-13) return x;
  }
  return 0.5 * (a + b);
}

/// The moment at which `is` changes between `a` and `b`, where it is different at the two ends.
template <class Predicate>
double find_change(const Predicate& is, double a, double b, double tolerance) {
  const bool at_a = is(a);
  while (b - a > tolerance) {
    const double middle = 0.5 * (a + b);
    (is(middle) == at_a ? a : b) = middle;
  }
  return 0.5 * (a + b);
}

}  // namespace cupola::orbit
