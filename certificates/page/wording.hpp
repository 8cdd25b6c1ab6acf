#pragma once

#include "certificates/page/certificate.hpp"

#include <string>

namespace cupola::page {

// The certificate's own words (English). Pure; every number is in the form a reader sees.

/// "1 February 2018".
std::string date_words(std::chrono::sys_time<std::chrono::nanoseconds> time);
/// "10:02:00 UTC", cut to the second, never rounded into one that had not begun.
std::string time_words(std::chrono::sys_time<std::chrono::nanoseconds> time);
/// "2018-02-01T22:18:16Z", cut to the second.
std::string moment_words(std::chrono::sys_time<std::chrono::nanoseconds> time);
/// "12.3 s"; from a minute on "2 min 5 s".
std::string duration_words(std::chrono::nanoseconds duration);
/// "12.34° N, 45.67° W"; the equator is north, Greenwich and the date line east.
std::string position_words(const orbit::Geodetic& position);
/// "408 km".
std::string altitude_words(const orbit::Geodetic& position);
/// "93 km over the ground": the length of the flown path; empty for fewer than two points.
std::string ground_words(const std::vector<orbit::Geodetic>& path);
/// What happened, in one sentence.
std::string story(const Certificate& certificate);
/// "Ada · Grace · Katherine": no word of ours between names that may be in any script.
std::string list_words(const std::vector<std::string>& names);
/// The heading's second line: "Simulated flight" or "Flown in space".
std::string flight_words(const Certificate& certificate);
/// Entry, element set, map source: for those who want to check.
std::string small_print(const Certificate& certificate);

}  // namespace cupola::page
