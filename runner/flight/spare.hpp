#pragma once

#include "runner/run/run.hpp"

#include <cstddef>
#include <functional>
#include <memory>
#include <optional>

namespace cupola::flight {

/// Makes the next program ready while the present one runs.
class Spare {
 public:
  using Stage = std::function<std::unique_ptr<run::Staged>(const run::RunRequest&)>;
  /// `stage` outlives this object.
  explicit Spare(const Stage& stage) : stage_(stage) {}

  /// Makes entry number `which` ready unless a spare stands already. What goes wrong is left to take().
  void prepare(std::size_t which, const run::RunRequest& request) noexcept;
  /// Entry number `which`: the spare if it is that one, else made ready now. Throws what `stage` throws.
  std::unique_ptr<run::Staged> take(std::size_t which, const run::RunRequest& request);
  /// Takes the spare down.
  void clear() { staged_.reset(); }

 private:
  const Stage& stage_;
  std::unique_ptr<run::Staged> staged_;
  std::size_t which_ = 0;
};

}  // namespace cupola::flight
