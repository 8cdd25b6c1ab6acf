#pragma once

#include "runner/mission/csv.hpp"
#include "runner/mission/mission.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace cupola::mission {

/// One row of the form that is right as far as the form itself can tell.
struct FormRow {
  std::size_t line = 0;
  /// All fields but `program_sha256`; `id` is empty if the form has none; `original_name` is the column
  /// `program`.
  Entry entry;
};

struct Form {
  std::vector<FormRow> rows;
  std::vector<FormProblem> problems;
};

enum class UnknownColumns { Refuse, Ignore };

/// Reads the CSV of docs/mission.md. A row with a problem is left out, all its problems are told. A header
/// with an unknown, a doubled or no `program` column refuses the file.
Form read_form(std::string_view bytes, UnknownColumns unknown);

/// Puts `text` into the field of `entry` that the column names. Returns what is wrong, empty if nothing.
std::string set_field(Entry& entry, std::string_view column, std::string_view text);

/// The columns in the order of docs/mission.md.
std::vector<std::string_view> form_columns();

}  // namespace cupola::mission
