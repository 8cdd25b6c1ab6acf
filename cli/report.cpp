#include "cli/report.hpp"

#include "hat_driver/base/whole_file.hpp"

#include <fmt/format.h>

#include <unistd.h>

#include <cstdio>

namespace cupola::cli {

void print(std::string_view text) { base::write_fully(STDOUT_FILENO, text, "standard output"); }

void complain(std::string_view text) { fmt::print(stderr, "cupola: {}\n", text); }

ProgressLine::ProgressLine() : on_terminal_(::isatty(STDERR_FILENO) == 1) {}

void ProgressLine::show(std::string_view text) {
  if (!on_terminal_) return;
  fmt::print(stderr, "\r\x1b[K{}", text);
  std::fflush(stderr);
  shown_ = true;
}

void ProgressLine::clear() {
  if (shown_) fmt::print(stderr, "\r\x1b[K");
  shown_ = false;
}

}  // namespace cupola::cli
