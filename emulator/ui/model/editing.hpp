#pragma once

#include "emulator/ui/model/text_buffer.hpp"

#include <optional>
#include <string>
#include <string_view>

namespace cupola::ui {

/// What the keys of a Python editor do beyond plain typing. Each is one step of undo.

/// One level of indentation as the program has it: a tab, or so many spaces; four where there is none yet.
std::string indentation_unit(const TextBuffer& buffer);

/// Enter: the new line is indented as this one, deeper after ':' or an opening bracket and less after return,
/// break, continue, pass and raise.
void new_line(TextBuffer& buffer);
/// Backspace: inside the indentation to the stop before.
void backspace(TextBuffer& buffer);
/// Tab and Shift+Tab: every line of a selection that spans lines; else the cursor to the next stop, the line
/// one level back.
void indent(TextBuffer& buffer);
void unindent(TextBuffer& buffer);
/// Ctrl+/: puts "# " before the lines of the selection, or takes it away if all that are not blank have it.
void toggle_comment(TextBuffer& buffer);

/// The next place of `needle` (one line, capital letters count only if it has one) from `from` on, around the
/// end of the text.
std::optional<Range> find_next(const TextBuffer& buffer, std::string_view needle, Position from);
/// The last place that begins before `before`, around the start of the text.
std::optional<Range> find_previous(const TextBuffer& buffer, std::string_view needle, Position before);

}  // namespace cupola::ui
