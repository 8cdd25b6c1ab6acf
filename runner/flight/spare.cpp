#include "runner/flight/spare.hpp"

#include <exception>
#include <utility>

namespace cupola::flight {

void Spare::prepare(std::size_t which, const run::RunRequest& request) noexcept {
  if (staged_) return;
  try {
    staged_ = stage_(request);
    which_ = which;
  } catch (const std::exception&) {
    // take() tries again, when nothing runs any more, and tells what is wrong.
    staged_.reset();
  }
}

std::unique_ptr<run::Staged> Spare::take(std::size_t which, const run::RunRequest& request) {
  if (staged_ && which_ == which) return std::exchange(staged_, nullptr);
  return stage_(request);
}

}  // namespace cupola::flight
