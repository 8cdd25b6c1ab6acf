#pragma once

#include "runner/record/journal.hpp"

#include <string>
#include <string_view>

namespace cupola::record {

/// A journal in small, to be sent down (docs/downlink.md): headers, notes, steps, every END with what it says
/// of the run, and whether a program was running. Times are as worked out from all clocks (time_line.hpp).
std::string encode_downlink(Journal journal);

/// Whether these bytes begin as a downlink does (gzip, RFC 1952).
bool is_downlink(std::string_view bytes);

/// Reads one back as a journal; each record has the line it stands on in the unpacked text. Throws
/// std::invalid_argument "what is wrong" (damaged, cut short, of another version, or larger than 256 MiB
/// unpacked).
Journal decode_downlink(std::string_view bytes);

}  // namespace cupola::record
