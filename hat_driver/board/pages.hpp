#pragma once

#include "hat_driver/base/mapping.hpp"
#include "hat_driver/base/unique_fd.hpp"
#include "hat_driver/board/layout.hpp"

#include <cupola/hat/readings.hpp>

namespace cupola::board {

/// A fresh board: makes the two memory files, seals them and owns them (docs/board.md). Movable; the pages
/// stay where they are.
///
/// The world page is writable through this object alone: it is mapped before F_SEAL_FUTURE_WRITE, so whoever
/// gets the descriptor can map it read-only and nothing else, however it is reopened. Here the program page
/// is mapped read-only, because a reader has no business in it.
class BoardPages {
 public:
  /// A board with every chip of `profile` present, clocks unshifted, no sample and no picture yet.
  /// Throws std::system_error (out of memory or of descriptors, a kernel before 5.1).
  static BoardPages create(hat::Profile profile);

  /// Both are close-on-exec; whoever starts a program passes them on.
  int world_fd() const { return world_fd_.get(); }
  int program_fd() const { return program_fd_.get(); }

  WorldPage& world() { return *static_cast<WorldPage*>(world_.data()); }
  const WorldPage& world() const { return *static_cast<const WorldPage*>(world_.data()); }
  const ProgramPage& program() const { return *static_cast<const ProgramPage*>(program_.data()); }

  /// Forgets what programs have claimed, for when a new one comes. Throws std::system_error.
  void forget_claims();
  /// Wakes whoever sleeps on the program page, as a program would that saw `ticket`.
  void show_ticket(std::uint32_t ticket);

 private:
  BoardPages() = default;
  base::UniqueFd world_fd_;
  base::UniqueFd program_fd_;
  base::Mapping world_;
  base::Mapping program_;
};

/// The same two pages as somebody else sees them who was handed the descriptors: checked, mapped, not owned.
/// `open` throws std::system_error that names the page and what is wrong with it: not a memory file, a wrong
/// size, a missing seal (a page that can shrink would kill its reader), a wrong magic, another version.
class OpenedPages {
 public:
  /// `program_access`: ReadWrite for the program, ReadOnly for one that watches. The descriptors may be
  /// closed afterwards.
  static OpenedPages open(int world_fd, int program_fd, base::Access program_access);

  const WorldPage& world() const { return *static_cast<const WorldPage*>(world_.data()); }
  const ProgramPage& program() const { return *static_cast<const ProgramPage*>(program_.data()); }
  /// Only after opening with ReadWrite.
  ProgramPage& writable_program() { return *static_cast<ProgramPage*>(program_.data()); }

 private:
  OpenedPages() = default;
  base::Mapping world_;
  base::Mapping program_;
};

}  // namespace cupola::board
