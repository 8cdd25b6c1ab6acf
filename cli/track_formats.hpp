#pragma once

#include "certificates/orbit/track.hpp"

#include <nlohmann/json_fwd.hpp>

#include <string>
#include <vector>

namespace cupola::cli {

/// One line of `cupola track`.
struct TrackRow {
  orbit::TrackPoint point;
  bool sunlit = false;
  std::string below;         ///< "South Pacific Ocean"
  std::string below_phrase;  ///< "the South Pacific Ocean"
  orbit::Time element_set_epoch;
  double age_days = 0;
  double uncertainty_km = 0;
};

/// One moment as a few lines to read aloud, many as a table; with a last line on how far to trust them.
std::string track_as_text(const std::string& satellite, const std::vector<TrackRow>& rows);
/// A header line and one line a row (RFC 4180), fields as in JSON.
std::string track_as_csv(const std::vector<TrackRow>& rows);
/// One object for `single`, else an array (architecture.md, contracts).
enum class JsonShape { Object, Array };
std::string track_as_json(const std::vector<TrackRow>& rows, JsonShape shape);
/// RFC 7946, heights in metres: a MultiLineString split at the date line, or a Point for a single row.
std::string track_as_geojson(const std::string& satellite, const std::vector<TrackRow>& rows);
/// KML 2.2, absolute heights in metres: line strings split at the date line and the moments to play
/// (gx:Track), or a point for a single row.
std::string track_as_kml(const std::string& satellite, const std::vector<TrackRow>& rows);
/// CZML 1.0 for Cesium: a moving point with its path, or a still one for a single row.
std::string track_as_czml(const std::string& satellite, const std::vector<TrackRow>& rows);

/// One row with the fields of the contract.
nlohmann::ordered_json row_as_json(const TrackRow& row);
/// Six decimals of a degree are 0.1 m; more would only pretend.
double rounded_degrees(double value);

}  // namespace cupola::cli
