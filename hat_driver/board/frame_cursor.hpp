#pragma once

#include "hat_driver/board/layout.hpp"
#include "hat_driver/board/ring_cursor.hpp"
#include "hat_driver/board/samples.hpp"

#include <cupola/hat/frame.hpp>

#include <cstdint>

namespace cupola::board {

/// One whole picture as the program showed it. `stamp_ns` is the program's word for CLOCK_MONOTONIC: whoever
/// uses it clamps it to times he knows himself.
struct Picture {
  std::uint64_t number = 0;
  std::int64_t stamp_ns = 0;
  hat::Frame frame;
};

/// One reader's place among the pictures of an untrusted program page: for a recorder or a window.
class FrameCursor {
 public:
  /// Starts with the oldest picture still there. The page is borrowed.
  explicit FrameCursor(const ProgramPage& page) : FrameCursor(page, 0) {}
  /// Starts with picture `position`.
  FrameCursor(const ProgramPage& page, std::uint64_t position) : cursor_(page.frames, position) {}

  /// Hands every picture that has come since the last call to `sink(const Picture&)`, in order. Ends after at
  /// most 4096 pictures, however fast the program draws meanwhile.
  template <typename Sink>
  void drain(Sink&& sink) {
    const std::uint64_t head = cursor_.head();
    while (const auto next = cursor_.next_before(head)) {
      sink(Picture{next->number, stamp_from(next->record), frame_from(next->record)});
    }
  }
  /// Pictures the program claims to have shown, up to the last drain: those delivered and those lost.
  std::uint64_t total() const { return cursor_.position(); }
  /// Pictures that were overwritten before this reader came for them (the ring holds 4096), or never whole.
  std::uint64_t lost() const { return cursor_.lost(); }

 private:
  RingCursor<FrameRing> cursor_;
};

}  // namespace cupola::board
