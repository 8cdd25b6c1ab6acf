#pragma once

#include "runner/flight/flight.hpp"
#include "runner/flight/log_state.hpp"

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

namespace cupola::flight {

/// Whether a unit takes the entry at `index` of a bundle of `entries`.
bool takes(const record::Unit& unit, std::size_t index, std::size_t entries);
/// How many it takes in all.
std::size_t share_size(const record::Unit& unit, std::size_t entries);

/// What this start of a flight has to fly. All numbers are indices into the bundle.
struct Selection {
  std::vector<std::size_t> to_fly;      ///< in order
  std::vector<std::uint32_t> attempts;  ///< the highest number given so far, of every entry
  std::size_t share = 0;                ///< how many entries are this unit's
  std::vector<std::string> again;       ///< ids that have a completed run and fly again all the same
};
/// `lost`: an entry that flies again because its files are gone; empty: none.
Selection select_entries(const Plan& plan, const LogState& state, const std::string& lost);

}  // namespace cupola::flight
