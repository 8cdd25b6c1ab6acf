#pragma once

#include "certificates/orbit/element_sets.hpp"
#include "certificates/orbit/expected.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace cupola::orbit {

/// The four ways to write an orbit mean-elements message (CCSDS 502.0-B-3, and what CelesTrak and Space-Track
/// make of it).
enum class OmmFormat { Json, Xml, Csv, KeyValue };

/// Which of them a text begins like, if any.
std::optional<OmmFormat> omm_format(std::string_view text);
const char* format_name(OmmFormat format);

/// Reads all messages of a text. Each bad one is one problem and costs only itself; a text that is not well
/// formed is read as far as it goes.
ElementSets read_omm(std::string_view text, OmmFormat format);

/// One field as it was written: keyword, value, and the line it stands on.
struct OmmField {
  std::string keyword;
  std::string value;
  int line = 1;
};
using OmmRecord = std::vector<OmmField>;

/// All records of a text, in order, and what is wrong with its form.
struct OmmRecords {
  std::vector<OmmRecord> records;
  std::vector<ElementProblem> problems;
};
OmmRecords read_json_records(std::string_view text);
OmmRecords read_xml_records(std::string_view text);
OmmRecords read_csv_records(std::string_view text);
OmmRecords read_key_value_records(std::string_view text);

/// What one record says. Refuses by name what SGP4 cannot use: another theory, frame, centre or time scale.
Expected<ElementSet, ElementProblem> to_element_set(const OmmRecord& record);

}  // namespace cupola::orbit
