#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace cupola::world {

/// What the existing `sense_csv` writes if it is told nothing.
inline constexpr std::string_view kUsualTimestamp = "%Y-%m-%dT%H:%M:%S.%f";

/// A moment as text, by a format of Python's strftime: %Y %y %m %d %b %H %I %M %S %f (six digits) %p %z %s
/// (seconds since 1970) %T %F %%. `offset_s`: what a clock on the wall is ahead of UTC. Throws
/// std::invalid_argument for any other letter.
std::string format_timestamp(std::int64_t time_ns, std::string_view format, std::int32_t offset_s);

/// The same behind a text that there is.
void append_timestamp(std::string& text, std::int64_t time_ns, std::string_view format,
                      std::int32_t offset_s);

/// The other way round; nothing if the text does not fit the format from beginning to end or no such date
/// exists. A %z in the text counts before `offset_s`; %f takes one to nine digits. Years 1970 to 2199.
/// Throws as format_timestamp does.
std::optional<std::int64_t> parse_timestamp(std::string_view text, std::string_view format,
                                            std::int32_t offset_s);

/// A moment however it is usually written: date and time with T or a blank between, with or without seconds,
/// decimals and a zone (Z, +02:00), or plain seconds.
std::optional<std::int64_t> parse_any_timestamp(std::string_view text, std::int32_t offset_s);

/// "+02:00" or "-0330" or "Z" as seconds; nothing for anything else.
std::optional<std::int32_t> parse_zone(std::string_view text);

}  // namespace cupola::world
