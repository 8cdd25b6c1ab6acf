#pragma once

#include "runner/sandbox/report_format.hpp"

#include <cstdint>
#include <string_view>

namespace cupola::sandbox {

/// The launcher's end of the report pipe. Errors of the pipe are ignored: nobody is left to tell.
class ReportWriter {
 public:
  explicit ReportWriter(int fd) : fd_(fd) {}
  /// `cpu_ns`: the CPU time used so far.
  void ready(std::int64_t cpu_ns) const;
  void start(std::int64_t monotonic_ns) const;
  void broken(std::string_view text) const;
  void input() const;
  void memory() const;
  void sigsys() const;
  /// Type and message are cut to what one record holds, at a UTF-8 boundary.
  void error(std::string_view type, std::string_view message, int line) const;

 private:
  void send_number(ReportKind kind, std::int64_t number) const;
  void send(ReportKind kind, std::string_view payload) const;
  int fd_;
};

}  // namespace cupola::sandbox
