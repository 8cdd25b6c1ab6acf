#pragma once

#include "certificates/orbit/element_set.hpp"
#include "certificates/orbit/expected.hpp"

#include <string>
#include <string_view>

namespace cupola::orbit {

/// What is wrong with a two-line element set: one line of plain English that names line, column and field.
struct TleProblem {
  int line = 1;  ///< 1 or 2, of the set
  std::string text;
};

/// Reads the two lines of a TLE by their columns (CelesTrak, "NORAD Two-Line Element Set Format"): layout,
/// ranges and both checksums must be right. Blanks around a line and its line end do not matter; signs may be
/// '+', angles padded with zeros. Two-digit years 57 to 99 are 1957 to 1999, others 2000 to 2056. `name` may
/// be empty.
Expected<ElementSet, TleProblem> read_tle(std::string_view line1, std::string_view line2,
                                          std::string_view name = {});

}  // namespace cupola::orbit
