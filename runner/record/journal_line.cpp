#include "runner/record/journal.hpp"

#include <zlib.h>
#include <nlohmann/json.hpp>

#include <array>
#include <charconv>
#include <cstdio>
#include <stdexcept>

namespace cupola::record {
namespace {

using nlohmann::json;
using nlohmann::ordered_json;

constexpr std::string_view kSchema = "cupola-journal";
constexpr int kVersion = 1;
constexpr std::string_view kCrcKey = R"(,"crc":")";
static_assert(kCrcTail == kCrcKey.size() + 8 + 2);

std::uint32_t crc_of(std::string_view bytes) {
  return static_cast<std::uint32_t>(
      ::crc32_z(0, reinterpret_cast<const unsigned char*>(bytes.data()), bytes.size()));
}

std::string_view share_name(Unit::Share share) {
  return share == Unit::Share::Blocks ? "blocks" : "alternate";
}

std::optional<Unit::Share> parse_share(std::string_view name) {
  if (name == "alternate") return Unit::Share::Alternate;
  if (name == "blocks") return Unit::Share::Blocks;
  return std::nullopt;
}

ordered_json limits_to_json(const Limits& limits) {
  ordered_json object{{"wall_s", limits.wall_s},
                      {"cpu_s", limits.cpu_s},
                      {"memory_bytes", limits.memory_bytes},
                      {"output_bytes", limits.output_bytes},
                      {"tmp_bytes", limits.tmp_bytes},
                      {"processes", limits.processes}};
  if (limits.results_bytes > 0) object["results_bytes"] = limits.results_bytes;
  return object;
}

ordered_json anchor_to_json(const Anchor& anchor) {
  return {{"utc_ns", anchor.utc_ns},
          {"monotonic_ns", anchor.monotonic_ns},
          {"window_ns", anchor.window_ns},
          {"synchronised", anchor.synchronised},
          {"error_s", anchor.error_s}};
}

struct FieldWriter {
  ordered_json& line;

  void operator()(const Header& header) const {
    line["type"] = "HEADER";
    line["schema"] = kSchema;
    line["version"] = kVersion;
    line["mission"] = header.mission;
    line["bundle_sha256"] = header.bundle_sha256;
    line["hat"] = hat_name(header.hat);
    line["clock"] = clock_name(header.clock);
    line["tier"] = header.tier;
    line["limits"] = limits_to_json(header.limits);
    line["profile"] = header.profile;
    line["boot_id"] = header.boot_id;
    line["build"] = header.build;
    line["entries"] = header.entries;
    line["start_utc"] = base::format_utc(header.start);
    line["utc"] = base::format_utc(header.utc);
    line["monotonic_ns"] = header.monotonic_ns;
    if (header.anchor) line["anchor"] = anchor_to_json(*header.anchor);
    if (header.unit.of > 1) {
      line["unit"] = {
          {"number", header.unit.number}, {"of", header.unit.of}, {"share", share_name(header.unit.share)}};
    }
    if (!header.again.empty()) line["again"] = header.again;
  }
  void operator()(const Intent& intent) const {
    line["type"] = "INTENT";
    line["entry"] = intent.entry;
    line["attempt"] = intent.attempt;
    line["program_sha256"] = intent.program_sha256;
    line["seed"] = intent.seed;
    line["utc"] = base::format_utc(intent.utc);
    line["monotonic_ns"] = intent.monotonic_ns;
  }
  void operator()(const End& end) const {
    line["type"] = "END";
    line["entry"] = end.entry;
    line["attempt"] = end.attempt;
    line["program_sha256"] = end.program_sha256;
    line["start_utc"] = base::format_utc(end.start);
    line["end_utc"] = base::format_utc(end.end);
    line["duration_s"] = end.duration_s;
    line["verdict"] = verdict_name(end.verdict);
    line["clock_error_s"] = end.clock_error_s;
    line["cpu_s"] = end.cpu_s;
    if (end.exit_code) line["exit_code"] = *end.exit_code;
    if (end.signal) line["signal"] = *end.signal;
    line["frames"] = end.frames;
    line["pictures"] = end.pictures;
    line["error"] = nullptr;
    if (!end.error_type.empty()) line["error"] = {{"type", end.error_type}, {"line", end.error_line}};
    line["film_sha256"] = end.film_sha256;
    if (!end.output_sha256.empty()) line["output_sha256"] = end.output_sha256;
    if (end.files_synced) line["files_synced"] = true;
    if (end.results) line["results"] = {{"files", end.results->files}, {"bytes", end.results->bytes}};
    line["monotonic_ns"] = end.monotonic_ns;
    if (end.start_monotonic_ns) line["start_monotonic_ns"] = *end.start_monotonic_ns;
    if (end.end_monotonic_ns) line["end_monotonic_ns"] = *end.end_monotonic_ns;
    if (end.start_monotonic_ns) line["start_uncertainty_s"] = end.start_uncertainty_s;
    if (end.end_monotonic_ns) line["end_uncertainty_s"] = end.end_uncertainty_s;
    if (end.anchor) line["anchor"] = anchor_to_json(*end.anchor);
  }
  void operator()(const Step& step) const {
    line["type"] = "STEP";
    line["utc"] = base::format_utc(step.utc);
    line["monotonic_ns"] = step.monotonic_ns;
    line["offset_s"] = step.offset_s;
  }
  void operator()(const Note& note) const {
    line["type"] = "NOTE";
    line["utc"] = base::format_utc(note.utc);
    line["text"] = note.text;
  }
};

/// Reads fields of a line whose checksum is right: what is missing then was never written
/// (std::invalid_argument).
class FieldReader {
 public:
  explicit FieldReader(const json& line) : line_(line) {}

  template <typename Value>
  void read(const char* key, Value& value) const {
    try {
      line_.at(key).get_to(value);
    } catch (const json::exception&) {
      throw std::invalid_argument(std::string{key} + ": missing or of another kind");
    }
  }
  std::string text(const char* key) const {
    std::string value;
    read(key, value);
    return value;
  }
  base::UtcTime utc(const char* key) const { return named(key, base::parse_utc(text(key))); }
  /// The value a name stands for; refuses a name nobody knows.
  template <typename Value>
  Value named(const char* key, std::optional<Value> value) const {
    if (!value) throw std::invalid_argument(std::string{key} + ": \"" + text(key) + "\" is not known here");
    return *value;
  }
  std::optional<int> optional_int(const char* key) const {
    const auto found = line_.find(key);
    if (found == line_.end() || !found->is_number_integer()) return std::nullopt;
    return found->get<int>();
  }
  /// Fields that a journal of an earlier Cupola has not got keep their value.
  template <typename Value>
  bool read_if_there(const char* key, Value& value) const {
    if (!line_.contains(key)) return false;
    read(key, value);
    return true;
  }
  const json& line() const { return line_; }

 private:
  const json& line_;
};

std::optional<Anchor> read_anchor(const FieldReader& fields) {
  json object;
  if (!fields.read_if_there("anchor", object)) return std::nullopt;
  const FieldReader parts{object};
  Anchor anchor;
  parts.read("utc_ns", anchor.utc_ns);
  parts.read("monotonic_ns", anchor.monotonic_ns);
  parts.read("window_ns", anchor.window_ns);
  parts.read("synchronised", anchor.synchronised);
  parts.read("error_s", anchor.error_s);
  return anchor;
}

Unit read_unit(const FieldReader& fields) {
  Unit unit;
  json object;
  if (!fields.read_if_there("unit", object)) return unit;
  const FieldReader parts{object};
  parts.read("number", unit.number);
  parts.read("of", unit.of);
  unit.share = parts.named("share", parse_share(parts.text("share")));
  if (unit.number < 1 || unit.number > unit.of) throw std::invalid_argument("unit: no such part");
  return unit;
}

std::optional<std::int64_t> optional_time(const FieldReader& fields, const char* key) {
  std::int64_t value = 0;
  if (!fields.read_if_there(key, value)) return std::nullopt;
  return value;
}

Header read_header(const FieldReader& fields) {
  int version = 0;
  fields.read("version", version);
  if (fields.text("schema") != kSchema || version != kVersion) {
    throw std::invalid_argument("version: " + fields.text("schema") + " " + std::to_string(version) +
                                " is not known here; this Cupola reads cupola-journal 1");
  }
  Header header;
  fields.read("mission", header.mission);
  fields.read("bundle_sha256", header.bundle_sha256);
  header.hat = fields.named("hat", parse_hat(fields.text("hat")));
  header.clock = fields.named("clock", parse_clock(fields.text("clock")));
  fields.read("tier", header.tier);
  json limits;
  fields.read("limits", limits);
  const FieldReader parts{limits};
  parts.read("wall_s", header.limits.wall_s);
  parts.read("cpu_s", header.limits.cpu_s);
  parts.read("memory_bytes", header.limits.memory_bytes);
  parts.read("output_bytes", header.limits.output_bytes);
  parts.read("tmp_bytes", header.limits.tmp_bytes);
  parts.read("processes", header.limits.processes);
  parts.read_if_there("results_bytes", header.limits.results_bytes);
  fields.read("profile", header.profile);
  fields.read("boot_id", header.boot_id);
  fields.read("build", header.build);
  fields.read("entries", header.entries);
  header.start = fields.utc("start_utc");
  header.utc = fields.utc("utc");
  fields.read("monotonic_ns", header.monotonic_ns);
  header.anchor = read_anchor(fields);
  header.unit = read_unit(fields);
  fields.read_if_there("again", header.again);
  return header;
}

Intent read_intent(const FieldReader& fields) {
  Intent intent;
  fields.read("entry", intent.entry);
  fields.read("attempt", intent.attempt);
  fields.read("program_sha256", intent.program_sha256);
  fields.read("seed", intent.seed);
  intent.utc = fields.utc("utc");
  fields.read("monotonic_ns", intent.monotonic_ns);
  return intent;
}

std::optional<ResultCount> read_results(const FieldReader& fields) {
  json object;
  if (!fields.read_if_there("results", object)) return std::nullopt;
  const FieldReader parts{object};
  ResultCount count;
  parts.read("files", count.files);
  parts.read("bytes", count.bytes);
  return count;
}

End read_end(const FieldReader& fields) {
  End end;
  fields.read("entry", end.entry);
  fields.read("attempt", end.attempt);
  fields.read("program_sha256", end.program_sha256);
  end.start = fields.utc("start_utc");
  end.end = fields.utc("end_utc");
  fields.read("duration_s", end.duration_s);
  end.verdict = fields.named("verdict", parse_verdict(fields.text("verdict")));
  fields.read("clock_error_s", end.clock_error_s);
  fields.read("cpu_s", end.cpu_s);
  end.exit_code = fields.optional_int("exit_code");
  end.signal = fields.optional_int("signal");
  fields.read("frames", end.frames);
  fields.read("pictures", end.pictures);
  const auto error = fields.line().find("error");
  if (error != fields.line().end() && error->is_object()) {
    FieldReader{*error}.read("type", end.error_type);
    FieldReader{*error}.read("line", end.error_line);
  }
  fields.read("film_sha256", end.film_sha256);
  fields.read_if_there("output_sha256", end.output_sha256);
  fields.read_if_there("files_synced", end.files_synced);
  end.results = read_results(fields);
  fields.read("monotonic_ns", end.monotonic_ns);
  end.anchor = read_anchor(fields);
  end.start_monotonic_ns = optional_time(fields, "start_monotonic_ns");
  end.end_monotonic_ns = optional_time(fields, "end_monotonic_ns");
  fields.read_if_there("start_uncertainty_s", end.start_uncertainty_s);
  fields.read_if_there("end_uncertainty_s", end.end_uncertainty_s);
  return end;
}

Record read_record(const FieldReader& fields) {
  const std::string type = fields.text("type");
  if (type == "HEADER") return read_header(fields);
  if (type == "INTENT") return read_intent(fields);
  if (type == "END") return read_end(fields);
  if (type == "STEP") {
    Step step;
    step.utc = fields.utc("utc");
    fields.read("monotonic_ns", step.monotonic_ns);
    fields.read("offset_s", step.offset_s);
    return step;
  }
  if (type == "NOTE") return Note{fields.utc("utc"), fields.text("text")};
  throw std::invalid_argument("type: \"" + type + "\" is not known here");
}

/// Whether the line ends in the CRC of what stands before it.
bool crc_matches(std::string_view line) {
  if (line.size() <= kCrcTail || !line.ends_with("\"}")) return false;
  const std::string_view body = line.substr(0, line.size() - kCrcTail);
  const std::string_view tail = line.substr(body.size());
  if (!tail.starts_with(kCrcKey)) return false;
  const std::string_view digits = tail.substr(kCrcKey.size(), 8);
  if (digits.find_first_not_of("0123456789abcdef") != std::string_view::npos) return false;
  std::uint32_t stored = 0;
  std::from_chars(digits.data(), digits.data() + digits.size(), stored, 16);
  return stored == crc_of(body);
}

}  // namespace

std::string encode_line(const Record& record, std::uint64_t seq, std::string_view prev) {
  ordered_json line;
  line["seq"] = seq;
  std::visit(FieldWriter{line}, record);
  line["prev"] = prev;
  std::string text = line.dump(-1, ' ', false, ordered_json::error_handler_t::replace);
  text.pop_back();
  std::array<char, 9> crc{};
  std::snprintf(crc.data(), crc.size(), "%08x", crc_of(text));
  text.append(kCrcKey).append(crc.data()).append("\"}");
  return text;
}

DecodedLine decode_line(std::string_view line) {
  DecodedLine result;
  if (!crc_matches(line)) {
    result.problem = "crc: the line is damaged";
    return result;
  }
  const json object = json::parse(line, nullptr, /*allow_exceptions=*/false);
  if (!object.is_object()) {
    result.problem = "not a JSON object";
    return result;
  }
  try {
    const FieldReader fields{object};
    fields.read("seq", result.seq);
    fields.read("prev", result.prev);
    result.record = read_record(fields);
  } catch (const std::invalid_argument& error) {
    result.problem = error.what();
  }
  return result;
}

}  // namespace cupola::record
