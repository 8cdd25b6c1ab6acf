#pragma once

#include "certificates/seal/code.hpp"

#include <array>
#include <cstdint>

namespace cupola::seal_test {

/// The key of these tests: RFC 8032's rule on 32 bytes of one value.
inline record::SigningKey key_of(std::uint8_t value) {
  std::array<std::uint8_t, 32> seed{};
  seed.fill(value);
  return record::SigningKey::from_seed(seed);
}

inline seal::Payload sample_payload() {
  return {.mission = "zero-2018",
          .entry = "gr-1",
          .edition = 1,
          .start = *base::parse_utc("2018-02-01T10:02:00.123Z"),
          .duration = std::chrono::milliseconds(29'877),
          .latitude_deg = 37.9838,
          .longitude_deg = -123.7275,
          .simulated = false};
}

/// The code in `text`; fails the test if it is none.
inline seal::Code read(const std::string& text) { return std::get<seal::Code>(seal::read_code(text)); }

}  // namespace cupola::seal_test
