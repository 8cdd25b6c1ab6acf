#pragma once

#include "emulator/ui/model/text_range.hpp"

#include <cstddef>
#include <cstdint>
#include <deque>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace cupola::ui {

/// Where the cursor goes. Words are runs of letters, digits, '_' and all beyond ASCII; `LineStart` goes to
/// the first character that is not blank, and from there to the very start.
enum class Move { Left, Right, WordLeft, WordRight, Up, Down, LineStart, LineEnd, TextStart, TextEnd };
enum class Selecting { No, Yes };

/// Which lines are as they were: so many at the start and so many at the end.
struct UnchangedLines {
  std::size_t at_start = 0;
  std::size_t at_end = 0;
};

/// The text of one program with cursor, selection and undo. Bytes are kept exactly: line ends as found
/// ("\n" and "\r\n", also mixed), a byte order mark, and bytes that are not UTF-8, which count as a
/// character each. Positions that do not exist are moved to the nearest one that does.
class TextBuffer {
 public:
  TextBuffer() = default;
  explicit TextBuffer(std::string_view bytes) { load(bytes); }

  /// A new file: no undo, cursor at the start, not modified.
  void load(std::string_view bytes);
  /// The file's bytes; what was loaded if nothing was changed.
  std::string text() const;
  std::string text(const Range& range) const;

  std::size_t line_count() const { return lines_.size(); }
  /// Without its line end.
  const std::string& line(std::size_t index) const { return lines_.at(index).text; }

  Position cursor() const { return cursor_; }
  /// The other end of the selection; the cursor if nothing is selected.
  Position anchor() const { return anchor_; }
  Range selection() const;
  void set_cursor(Position place, Selecting selecting = Selecting::No);
  void select(const Range& range);
  void select_all();
  /// The word or the run of other characters at `place`.
  Range word_at(Position place) const;
  /// `count` times; Up and Down keep the column where lines are long enough.
  void move(Move where, Selecting selecting = Selecting::No, std::size_t count = 1);

  /// Puts text in place of the selection; its line ends become those of the file. Characters typed one after
  /// the other are one step of undo up to the next word.
  void insert(std::string_view text);
  /// The selection or, without one, from the cursor to where `where` leads.
  void erase(Move where);
  /// Replaces a part and leaves the cursor at the end of the new text.
  void replace(const Range& range, std::string_view text);

  /// What happens between the two calls is one step of undo. Calls may be nested.
  void begin_step();
  void end_step();
  bool can_undo() const { return next_ > 0; }
  bool can_redo() const { return next_ < steps_.size(); }
  void undo();
  void redo();

  bool modified() const { return revision_ != saved_revision_; }
  void mark_saved();
  /// Changes with every change of the text, and goes back with undo.
  std::uint64_t revision() const { return revision_; }
  /// What did not change since the last call.
  UnchangedLines take_unchanged();

 private:
  struct Line {
    std::string text;
    bool crlf = false;
  };
  /// A piece of text as lines; the last one has no line end.
  using Lines = std::vector<Line>;
  struct Edit {
    Position begin;
    Lines removed;
    Lines inserted;
  };
  struct Place {
    Position cursor;
    Position anchor;
    std::uint64_t revision = 0;
  };
  struct Step {
    std::vector<Edit> edits;
    Place before;
    Place after;
    std::size_t bytes = 0;
  };

  static Lines split(std::string_view bytes);
  static std::string join(const Lines& lines);
  static Position end_of(Position begin, const Lines& lines);
  Lines copy(const Range& range) const;
  Range clamp(const Range& range) const;
  Position clamp(Position place) const;
  Position next(Position place) const;
  Position previous(Position place) const;
  Position next_word(Position place) const;
  Position previous_word(Position place) const;
  Position target(Move where, Position from) const;
  Position vertical(Move where, std::size_t count);
  Lines with_own_line_ends(std::string_view text, std::size_t line) const;
  void swap_in(const Range& range, const Lines& lines);
  void change(const Range& range, Lines lines);
  bool join_last_step(const Edit& edit);
  void record(Edit edit, const Place& before);
  void forget_steps();

  Lines lines_ = Lines(1);
  bool byte_order_mark_ = false;
  Position cursor_;
  Position anchor_;
  std::optional<std::size_t> wanted_cell_;  ///< the column that Up and Down aim at
  std::deque<Step> steps_;
  std::size_t next_ = 0;  ///< the first step that is undone
  std::size_t step_bytes_ = 0;
  int open_steps_ = 0;
  bool step_begun_ = false;  ///< the open step has an edit
  bool may_join_ = false;    ///< nothing but typing happened since the last edit
  std::uint64_t revision_ = 0;
  std::uint64_t last_revision_ = 0;
  std::uint64_t saved_revision_ = 0;
  UnchangedLines unchanged_;
};

}  // namespace cupola::ui
