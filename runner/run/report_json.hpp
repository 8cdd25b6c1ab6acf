#pragma once

#include "runner/run/run.hpp"

#include <nlohmann/json_fwd.hpp>

namespace cupola::run {

/// The fields of `cupola run --json` (docs/run.md), in its order. Output that is not UTF-8 stays as it is
/// here; dump with error_handler_t::replace.
nlohmann::ordered_json report_json(const RunReport& report, record::ClockKind clock, record::HatKind hat);

}  // namespace cupola::run
