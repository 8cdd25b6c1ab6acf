#pragma once

#include "runner/record/journal.hpp"
#include "runner/record/sha256.hpp"

#include <span>
#include <string>

namespace cupola::tests {

inline record::Header sample_header() {
  record::Header header;
  header.mission = "zero-2018";
  header.bundle_sha256 = record::sha256_hex("bundle");
  header.clock = record::ClockKind::Virtual;
  header.tier = "bubblewrap";
  header.boot_id = "7f7e4a0c-5d9a-4a34-9f0b-6f1f0e0b9f52";
  header.build = "0.1.0";
  header.entries = 2;
  header.start = *base::parse_utc("2018-02-01T09:00:00Z");
  header.utc = *base::parse_utc("2026-11-22T07:00:00.250Z");
  header.monotonic_ns = 1320000000;
  return header;
}

inline record::Intent sample_intent(const std::string& entry, std::uint32_t attempt = 1) {
  record::Intent intent;
  intent.entry = entry;
  intent.attempt = attempt;
  intent.program_sha256 = record::sha256_hex(entry);
  intent.utc = *base::parse_utc("2018-02-01T09:00:00.000Z");
  intent.monotonic_ns = 1330000000;
  return intent;
}

inline record::End sample_end(const std::string& entry, std::uint32_t attempt = 1) {
  record::End end;
  end.entry = entry;
  end.attempt = attempt;
  end.program_sha256 = record::sha256_hex(entry);
  end.start = *base::parse_utc("2018-02-01T09:00:00.000Z");
  end.end = *base::parse_utc("2018-02-01T09:00:24.117Z");
  end.duration_s = 24.117;
  end.verdict = record::Verdict::Error;
  end.cpu_s = 0.052;
  end.exit_code = 1;
  end.frames = 412;
  end.pictures = 398;
  end.error_type = "AttributeError";
  end.error_line = 14;
  end.film_sha256 = record::sha256_hex("film");
  end.monotonic_ns = 1410000000;
  return end;
}

/// The bytes of a journal that holds `records`.
inline std::string journal_bytes(std::span<const record::Record> records) {
  std::string bytes;
  std::string hash{record::kNoLine};
  std::uint64_t seq = 0;
  for (const record::Record& each : records) {
    const std::string line = record::encode_line(each, seq++, hash);
    hash = record::sha256_hex(line);
    bytes += line + "\n";
  }
  return bytes;
}

}  // namespace cupola::tests
