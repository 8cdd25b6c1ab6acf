#include "certificates/orbit/omm.hpp"

#include "certificates/orbit/text.hpp"
#include "certificates/orbit/tle_line.hpp"

#include <algorithm>
#include <cmath>

namespace cupola::orbit {
namespace {

/// Takes fields out of a record and remembers the first thing that is wrong.
class Message {
 public:
  explicit Message(const OmmRecord& record) : record_{record} {}

  const OmmField* find(std::string_view keyword) const {
    const auto found = std::find_if(record_.begin(), record_.end(),
                                    [&](const OmmField& field) { return field.keyword == keyword; });
    return found == record_.end() || found->value.empty() ? nullptr : &*found;
  }
  std::string text(std::string_view keyword) const {
    const OmmField* field = find(keyword);
    return field == nullptr ? std::string{} : field->value;
  }

  double number(std::string_view keyword, double low, double high, const char* expected) {
    const OmmField* field = required(keyword, expected);
    if (field == nullptr) return 0;
    const auto value = parse_number(field->value);
    if (value && *value >= low && *value <= high) return *value;
    report(*field, expected);
    return 0;
  }

  Time epoch() {
    constexpr const char* kExpected = "a UTC time such as 2018-02-01T22:18:16.430976";
    const OmmField* field = required("EPOCH", kExpected);
    if (field == nullptr) return {};
    const auto time = parse_time(field->value);
    if (!time) report(*field, kExpected);
    // Space-Track's older JSON keeps the microseconds in a field of their own.
    const auto micro = parse_number(text("EPOCH_MICROSECONDS"));
    const auto extra = micro && field->value.find('.') == std::string::npos ? std::llround(*micro) : 0;
    return time ? *time + std::chrono::microseconds{extra} : Time{};
  }

  /// Where the record says something else than `wanted`, it is of no use to SGP4.
  void only(std::string_view keyword, std::initializer_list<std::string_view> wanted, const char* why) {
    const OmmField* field = find(keyword);
    if (field == nullptr || std::find(wanted.begin(), wanted.end(), field->value) != wanted.end()) return;
    report(*field, why);
  }

  void report(int line, std::string text) {
    if (!problem_) problem_ = ElementProblem{line, std::move(text)};
  }
  void report(const OmmField& field, const char* expected) {
    report(field.line, field.keyword + ": found " + quoted(field.value) + ", expected " + expected);
  }
  const std::optional<ElementProblem>& problem() const { return problem_; }
  int line() const { return record_.empty() ? 1 : record_.front().line; }

 private:
  const OmmField* required(std::string_view keyword, const char* expected) {
    const OmmField* field = find(keyword);
    if (field == nullptr) {
      report(line(), "the message has no " + std::string{keyword} + ", expected " + expected);
    }
    return field;
  }

  const OmmRecord& record_;
  std::optional<ElementProblem> problem_;
};

/// "1998-067A" is "98067A" in a TLE; anything else stays as it is.
std::string designator(const std::string& object_id) {
  const auto digit = [](char c) { return c >= '0' && c <= '9'; };
  const bool usual = object_id.size() >= 8 && object_id[4] == '-' &&
                     std::all_of(object_id.begin(), object_id.begin() + 4, digit);
  return usual ? object_id.substr(2, 2) + object_id.substr(5) : object_id;
}

void check_theory(Message& message) {
  message.only("MEAN_ELEMENT_THEORY", {"SGP4", "SGP", "SGP/SGP4", "sgp4"},
               "SGP4: the elements belong to another theory, which Cupola does not have");
  message.only("EPHEMERIS_TYPE", {"0", "1", "2", "SGP", "SGP4"},
               "0 (SGP4): the elements belong to another theory (4 is SGP4-XP), which Cupola does not have");
  message.only("REF_FRAME", {"TEME", "TEMEOFDATE", "TEME OF DATE"}, "TEME, the frame of SGP4");
  message.only("CENTER_NAME", {"EARTH", "Earth", "earth"}, "EARTH");
  message.only("TIME_SYSTEM", {"UTC", "utc"}, "UTC");
  if (const OmmField* term = message.find("BTERM"))
    message.report(*term, "BSTAR: BTERM belongs to SGP4-XP, which Cupola does not have");
}

}  // namespace

Expected<ElementSet, ElementProblem> to_element_set(const OmmRecord& record) {
  Message message{record};
  check_theory(message);
  ElementSet set;
  set.name = message.text("OBJECT_NAME");
  set.designator = designator(message.text("OBJECT_ID"));
  set.catalogue_number =
      static_cast<int>(message.number("NORAD_CAT_ID", 1, 999999999, "a catalogue number such as 25544"));
  set.epoch = message.epoch();
  set.mean_motion_rev_per_day = message.number(
      "MEAN_MOTION", 1e-8, 18, "revolutions a day, above 0 and at most 18, such as 15.54039537");
  set.eccentricity =
      message.number("ECCENTRICITY", 0, 1 - 1e-9, "a number from 0 to below 1, such as 0.0003094");
  set.inclination_deg = message.number("INCLINATION", 0, 180, "degrees from 0 to 180, such as 51.6438");
  set.ascending_node_deg =
      message.number("RA_OF_ASC_NODE", -360, 360, "degrees from 0 to 360, such as 332.9972");
  set.perigee_argument_deg =
      message.number("ARG_OF_PERICENTER", -360, 360, "degrees from 0 to 360, such as 62.2964");
  set.mean_anomaly_deg = message.number("MEAN_ANOMALY", -360, 360, "degrees from 0 to 360, such as 46.0975");
  set.bstar = message.number("BSTAR", -10, 10, "the drag term of SGP4, such as 5.2197E-5");
  if (message.problem()) return *message.problem();
  return set;
}

std::optional<OmmFormat> omm_format(std::string_view text) {
  for (const TextLine& line : lines_of(text)) {
    const std::string_view start = trimmed(line.text);
    if (start.empty() || start.front() == '#') continue;
    if (start.front() == '{' || start.front() == '[') return OmmFormat::Json;
    if (start.front() == '<') return OmmFormat::Xml;
    if (start.substr(0, 14) == "CCSDS_OMM_VERS" || start.substr(0, 8) == "COMMENT ")
      return OmmFormat::KeyValue;
    const bool has_columns = start.find_first_of(",;") != std::string_view::npos;
    if (has_columns && (start.find("MEAN_MOTION") != std::string_view::npos ||
                        start.find("OBJECT_NAME") != std::string_view::npos))
      return OmmFormat::Csv;
    return std::nullopt;
  }
  return std::nullopt;
}

const char* format_name(OmmFormat format) {
  switch (format) {
    case OmmFormat::Json:
      return "OMM in JSON";
    case OmmFormat::Xml:
      return "OMM in XML";
    case OmmFormat::Csv:
      return "OMM in CSV";
    case OmmFormat::KeyValue:
      return "OMM as KEY = VALUE";
  }
  return "OMM";
}

ElementSets read_omm(std::string_view text, OmmFormat format) {
  OmmRecords read;
  switch (format) {
    case OmmFormat::Json:
      read = read_json_records(text);
      break;
    case OmmFormat::Xml:
      read = read_xml_records(text);
      break;
    case OmmFormat::Csv:
      read = read_csv_records(text);
      break;
    case OmmFormat::KeyValue:
      read = read_key_value_records(text);
      break;
  }
  ElementSets result{{}, std::move(read.problems)};
  for (const OmmRecord& record : read.records) {
    const auto set = to_element_set(record);
    if (set)
      result.sets.push_back(*set);
    else
      result.problems.push_back(
          {set.reason().line, std::string{format_name(format)} + ": " + set.reason().text});
  }
  if (read.records.empty() && result.problems.empty()) {
    result.problems.push_back({1, std::string{format_name(format)} + ": holds no element set"});
  }
  return result;
}

}  // namespace cupola::orbit
