#pragma once

#include <utility>
#include <variant>

namespace cupola::orbit {

/// Either a value or the reason why there is none (C++20 has no std::expected). `Reason` must differ from
/// `T`.
template <class T, class Reason>
class Expected {
 public:
  Expected(T value) : outcome_{std::move(value)} {}  // implicit, so that `return value;` reads well
  Expected(Reason reason) : outcome_{std::move(reason)} {}

  explicit operator bool() const { return outcome_.index() == 0; }
  /// Only where there is a value; throws std::bad_variant_access otherwise.
  const T& operator*() const { return std::get<0>(outcome_); }
  const T* operator->() const { return &std::get<0>(outcome_); }
  /// Only where there is none; throws std::bad_variant_access otherwise.
  const Reason& reason() const { return std::get<1>(outcome_); }

 private:
  std::variant<T, Reason> outcome_;
};

}  // namespace cupola::orbit
