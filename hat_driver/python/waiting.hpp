#pragma once

#include <cupola/hat/waiting.hpp>

namespace cupola::python {

/// Waits without the GIL, and lets a signal (Ctrl+C) break off what waits. Call with the GIL held.
class PythonWaiting final : public hat::Waiting {
 public:
  std::int64_t now_ns() override;
  void wait(std::chrono::nanoseconds duration) override;
};

}  // namespace cupola::python
