#pragma once

#include "hat_driver/bus/bus.hpp"

#include <cstdint>
#include <map>
#include <string>
#include <string_view>

namespace cupola::backends {

/// What the registers of a HAT's chips hold, by address and number: what an owner sends with a question, and
/// what the simulated chips of the tests can be made to hold (docs/hardware.md, "Register dump").
using RegisterDump = std::map<std::uint8_t, std::map<std::uint8_t, std::uint8_t>>;

/// Reads every register that may be read without harm, of every chip that answers and that no kernel driver
/// owns. Writes none; data-ready flags are cleared, as by any reading.
RegisterDump read_registers(bus::Bus& bus);

std::string format_dump(const RegisterDump& dump);
/// Throws std::invalid_argument that names `file`, the line, what is wrong and what would be right.
RegisterDump parse_dump(std::string_view text, const std::string& file);

}  // namespace cupola::backends
