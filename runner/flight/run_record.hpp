#pragma once

#include "runner/flight/run_files.hpp"
#include "runner/record/journal.hpp"
#include "runner/run/run.hpp"

namespace cupola::flight {

/// The END of a run: what its report and its files say. Times of the machine's clocks from `boundary`, on the
/// real clock only.
record::End end_of(const record::Intent& intent, const run::RunReport& report, const Stored& stored,
                   record::ClockKind clock, const record::Anchor& boundary);

}  // namespace cupola::flight
