#include "runner/record/downlink.hpp"

#include "runner/record/time_line.hpp"

#include <zlib.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdlib>
#include <stdexcept>
#include <utility>

namespace cupola::record {
namespace {

using nlohmann::json;
using std::chrono::milliseconds;

constexpr std::string_view kFirstLine = R"({"schema":"cupola-downlink","version":1})";
constexpr std::size_t kLargest = std::size_t{256} << 20;
constexpr int kGzip = 15 + 16;  ///< zlib's number for the largest window and a gzip header
constexpr std::size_t kRowLength = 14;

std::int64_t to_ms(base::UtcTime time) {
  return std::chrono::floor<milliseconds>(time).time_since_epoch().count();
}

std::string packed(std::string_view text) {
  z_stream stream{};
  if (::deflateInit2(&stream, 9, Z_DEFLATED, kGzip, 9, Z_DEFAULT_STRATEGY) != Z_OK) {
    throw std::runtime_error("pack the downlink: zlib does not start");
  }
  std::string bytes(::deflateBound(&stream, text.size()), '\0');
  stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(text.data()));
  stream.avail_in = static_cast<uInt>(text.size());
  stream.next_out = reinterpret_cast<Bytef*>(bytes.data());
  stream.avail_out = static_cast<uInt>(bytes.size());
  const int result = ::deflate(&stream, Z_FINISH);
  bytes.resize(stream.total_out);
  ::deflateEnd(&stream);
  if (result != Z_STREAM_END) throw std::runtime_error("pack the downlink: zlib failed");
  return bytes;
}

std::string unpacked(std::string_view bytes) {
  z_stream stream{};
  if (::inflateInit2(&stream, kGzip) != Z_OK) throw std::runtime_error("unpack: zlib does not start");
  stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(bytes.data()));
  stream.avail_in = static_cast<uInt>(bytes.size());
  std::string text;
  std::array<char, 65536> block{};
  int result = Z_OK;
  while (result == Z_OK && text.size() <= kLargest) {
    stream.next_out = reinterpret_cast<Bytef*>(block.data());
    stream.avail_out = static_cast<uInt>(block.size());
    result = ::inflate(&stream, Z_NO_FLUSH);
    text.append(block.data(), block.size() - stream.avail_out);
  }
  const bool whole = result == Z_STREAM_END && stream.avail_in == 0;
  ::inflateEnd(&stream);
  if (!whole) throw std::invalid_argument("the downlink is damaged or cut short; fetch it again");
  return text;
}

/// One run as a list; times in ms since the end of the run before.
json row_of(const End& end, std::int64_t& clock_ms) {
  const std::int64_t start_ms = to_ms(end.start);
  const std::int64_t before = std::exchange(clock_ms, to_ms(end.end));
  json row{end.entry,
           end.attempt,
           start_ms - before,
           clock_ms - start_ms,
           verdict_name(end.verdict),
           nullptr,
           nullptr,
           end.frames,
           end.pictures,
           nullptr,
           std::round(end.cpu_s * 1e3) / 1e3,
           std::round(end.clock_error_s * 1e3) / 1e3,
           end.film_sha256,
           end.program_sha256};
  if (end.exit_code) row[5] = *end.exit_code;
  if (end.signal) row[6] = *end.signal;
  if (!end.error_type.empty()) row[9] = end.error_type + ":" + std::to_string(end.error_line);
  return row;
}

End end_of(const json& row, std::int64_t& clock_ms) {
  End end;
  row.at(0).get_to(end.entry);
  row.at(1).get_to(end.attempt);
  const std::int64_t start_ms = clock_ms + row.at(2).get<std::int64_t>();
  clock_ms = start_ms + row.at(3).get<std::int64_t>();
  end.start = base::UtcTime{milliseconds{start_ms}};
  end.end = base::UtcTime{milliseconds{clock_ms}};
  end.duration_s = static_cast<double>(clock_ms - start_ms) * 1e-3;
  const auto verdict = parse_verdict(row.at(4).get<std::string>());
  if (!verdict) throw std::invalid_argument("verdict: is not known here");
  end.verdict = *verdict;
  if (!row.at(5).is_null()) end.exit_code = row.at(5).get<int>();
  if (!row.at(6).is_null()) end.signal = row.at(6).get<int>();
  row.at(7).get_to(end.frames);
  row.at(8).get_to(end.pictures);
  if (!row.at(9).is_null()) {
    const auto error = row.at(9).get<std::string>();
    const std::size_t colon = std::min(error.rfind(':'), error.size());
    end.error_type = error.substr(0, colon);
    end.error_line = std::atoi(error.substr(std::min(colon + 1, error.size())).c_str());
  }
  row.at(10).get_to(end.cpu_s);
  row.at(11).get_to(end.clock_error_s);
  row.at(12).get_to(end.film_sha256);
  row.at(13).get_to(end.program_sha256);
  if (row.size() > kRowLength) {
    end.anchor = Anchor{};
    end.anchor->error_s = end.clock_error_s;
  }
  return end;
}

/// The record on one line of the unpacked text.
Record record_of(const std::string& line, std::int64_t& clock_ms) {
  const json object = json::parse(line, nullptr, /*allow_exceptions=*/false);
  if (object.is_array() && object.size() >= kRowLength) return end_of(object, clock_ms);
  DecodedLine decoded = decode_line(line);
  if (!decoded.record) throw std::invalid_argument(decoded.problem);
  return std::move(*decoded.record);
}

}  // namespace

std::string encode_downlink(Journal journal) {
  const std::vector<bool> vouched = correct_times(journal);
  std::string text{kFirstLine};
  text += '\n';
  std::int64_t clock_ms = 0;
  for (std::size_t index = 0; index < journal.lines.size(); ++index) {
    const JournalLine& line = journal.lines[index];
    if (const auto* const end = std::get_if<End>(&line.record)) {
      json row = row_of(*end, clock_ms);
      if (!vouched[index]) row.push_back("clock not synchronised");
      text += row.dump() + "\n";
    } else if (!std::holds_alternative<Intent>(line.record) || index + 1 == journal.lines.size()) {
      text += encode_line(line.record, line.seq, kNoLine) + "\n";
    }
  }
  return packed(text);
}

bool is_downlink(std::string_view bytes) { return bytes.starts_with("\x1f\x8b"); }

Journal decode_downlink(std::string_view bytes) {
  const std::string text = unpacked(bytes);
  if (!text.starts_with(std::string{kFirstLine} + "\n")) {
    throw std::invalid_argument("not a downlink of version 1; cupola fly --downlink writes one");
  }
  Journal journal;
  std::int64_t clock_ms = 0;
  std::size_t number = 1;
  for (std::size_t begin = kFirstLine.size() + 1; begin < text.size();) {
    const std::size_t end = std::min(text.find('\n', begin), text.size());
    ++number;
    try {
      journal.lines.push_back({number, number - 2, record_of(text.substr(begin, end - begin), clock_ms)});
    } catch (const std::exception& error) {
      throw std::invalid_argument("line " + std::to_string(number) + ": " + error.what());
    }
    begin = end + 1;
  }
  journal.whole_bytes = bytes.size();
  journal.next_seq = journal.lines.size();
  return journal;
}

}  // namespace cupola::record
