#pragma once

#include "emulator/picture/film.hpp"
#include "hat_driver/board/frame_cursor.hpp"
#include "hat_driver/board/pages.hpp"
#include "hat_driver/board/text.hpp"
#include "runner/run/run.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace cupola::run {

/// Keeps what a program shows on its board. Nothing on the page is trusted: stamps are clamped to the times
/// between the start and the moment of looking, and only so many texts are kept. Times are CLOCK_MONOTONIC as
/// the program sees it, ns. The pages are borrowed.
class BoardWatch {
 public:
  explicit BoardWatch(const board::BoardPages& pages);

  /// The program's first line.
  void start(std::int64_t start_ns) { start_ns_ = start_ns; }
  /// Takes everything new; often enough that the ring of 4096 pictures does not run over.
  void look(std::int64_t now_ns);
  /// Looks for the last time and fills in the report's board fields: film, frames, pictures, texts, claims.
  void finish(std::int64_t end_ns, RunReport& report);

 private:
  void take(const board::Picture& picture, std::int64_t now_ns);

  const board::BoardPages& pages_;
  board::FrameCursor frames_;
  board::TextCursor texts_;
  picture::FilmRecorder recorder_;
  std::optional<hat::Frame> last_;
  std::vector<std::string> scrolled_;
  std::int64_t start_ns_ = 0;
  std::uint64_t different_ = 0;
};

}  // namespace cupola::run
