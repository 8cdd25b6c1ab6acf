#pragma once

#include <cstdint>

namespace cupola::record {

/// What a program left to be kept, as far as it was.
struct ResultCount {
  std::uint64_t files = 0;
  std::uint64_t bytes = 0;
};

}  // namespace cupola::record
