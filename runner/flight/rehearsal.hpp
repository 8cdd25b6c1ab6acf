#pragma once

#include "runner/mission/bundle.hpp"
#include "runner/record/journal.hpp"

#include <string>
#include <vector>

namespace cupola::flight {

/// What flies in a rehearsal: the first and last ten entries of a bundle, and a probe of our own for every
/// kind of thing that the box cuts short or refuses. It is another bundle with another hash, so its log can
/// be taken for no flight.
mission::Bundle rehearsal_of(const mission::Bundle& bundle);

/// How one probe went.
struct Rehearsed {
  std::string probe;     ///< "network"
  std::string purpose;   ///< "no program reaches the network"
  std::string expected;  ///< the verdicts that are right
  std::string verdict;   ///< what it got; empty: it has no completed run
  bool as_expected = false;
};
std::vector<Rehearsed> probes_in(const record::Journal& journal);

}  // namespace cupola::flight
