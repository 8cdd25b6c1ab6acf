#pragma once

#include <cstddef>
#include <cstdint>

namespace cupola::sandbox {

// What passes between the launcher and the supervisor (docs/sandbox.md). Both ends are built together, so
// native byte order. The report pipe is written by the process that runs the program: everything after the
// first record is only as trustworthy as the program.

enum class ReportKind : std::uint32_t {
  Start = 1,   ///< payload: int64, CLOCK_MONOTONIC in ns, just before the first line
  Broken = 2,  ///< payload: text; the interpreter could not be made ready
  Input = 3,   ///< no payload; the program asked for input
  Error = 4,   ///< payload: ReportedError, then type and message (UTF-8)
  /// Payload: int64, CPU time used so far in ns; the interpreter waits for its start. The first record,
  /// unless it is Broken.
  Ready = 5,
  Memory = 6,  ///< no payload; the MemoryError just reported is the interpreter's, not one raised by hand
  Sigsys = 7,  ///< no payload; the program sends SIGSYS, the signal of a refused call
};

struct ReportHeader {
  std::uint32_t kind = 0;
  std::uint32_t size = 0;  ///< of the payload
};

struct ReportedError {
  std::int32_t line = 0;
  std::uint32_t type_size = 0;  ///< the rest of the payload is the message
};

/// A record with its header is one write of at most PIPE_BUF, so records of several processes cannot mix.
inline constexpr std::size_t kLargestRecord = 4096;
inline constexpr std::size_t kLargestReport = 65536;

/// The init's one message on the status pipe.
struct StatusMessage {
  std::int32_t raw_status = 0;  ///< of the program's process, as waitpid gives it
  std::uint32_t reserved = 0;
  std::int64_t cpu_us = 0;  ///< of everything the box ran
};

}  // namespace cupola::sandbox
