#pragma once

#include "certificates/orbit/element_set.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace cupola::orbit {

/// Something in a text that could not be read, in one line of plain English.
struct ElementProblem {
  int line = 1;  ///< of the text, from 1
  std::string text;
};

struct ElementSets {
  std::vector<ElementSet> sets;  ///< the good ones, in the order of the text
  std::vector<ElementProblem> problems;
};

/// Reads all element sets of a text, whose format it recognises by its beginning: two-line element sets (two
/// or three lines each; "0 NAME" is a name line too), or OMM as JSON, XML, CSV or KEY = VALUE. Lines that
/// begin with '#' and blank ones are skipped where the format goes by lines, any line end will do. Each bad
/// set is one problem and costs only itself; a text without any set is a problem too.
ElementSets read_element_sets(std::string_view text);

/// The sets of the ISS (25544) that Cupola carries, 2013 to 2026: what is used when nothing else is given.
/// The text of certificates/data/elements/iss.tle, compiled in.
std::string_view built_in_iss_elements();

}  // namespace cupola::orbit
