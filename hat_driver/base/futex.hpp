#pragma once

#include <atomic>
#include <chrono>
#include <cstdint>
#include <optional>

namespace cupola::base {

/// Sleeps until somebody wakes `word`, or `timeout` has passed; not at all if `word` no longer holds
/// `expected`. The word may lie in a page that processes share, mapped read-only too. May end early for no
/// reason: the caller looks again. False: the time is up.
bool futex_wait(const std::atomic<std::uint32_t>& word, std::uint32_t expected,
                std::optional<std::chrono::nanoseconds> timeout);

/// Wakes everybody who sleeps on `word`, in any process.
void futex_wake_all(const std::atomic<std::uint32_t>& word);

}  // namespace cupola::base
