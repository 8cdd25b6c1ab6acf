#include "cli/track_formats.hpp"

#include "hat_driver/base/utc.hpp"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <cmath>
#include <iterator>

// The formats that maps and globes open: GeoJSON, KML, CZML.

namespace cupola::cli {
namespace {

using nlohmann::ordered_json;

constexpr double kMetresPerKm = 1000;
/// OGC KML 2.2 fixes the order of a placemark's parts: after what tells of time, before the geometry.
constexpr std::string_view kKmlStyle = "<styleUrl>#track</styleUrl>\n";

std::string xml_text(const std::string& text) {
  std::string escaped;
  for (const char c : text) {
    switch (c) {
      case '&':
        escaped += "&amp;";
        break;
      case '<':
        escaped += "&lt;";
        break;
      case '>':
        escaped += "&gt;";
        break;
      default:
        escaped += c;
    }
  }
  return escaped;
}

std::vector<std::vector<orbit::Geodetic>> pieces(const std::vector<TrackRow>& rows) {
  std::vector<orbit::Geodetic> path;
  path.reserve(rows.size());
  for (const TrackRow& row : rows) path.push_back(row.point.place);
  return orbit::split_at_date_line(path);
}

std::string kml_point(const orbit::Geodetic& place) {
  return fmt::format("{:.6f},{:.6f},{:.0f}", place.longitude_deg, place.latitude_deg,
                     place.altitude_km * kMetresPerKm);
}

ordered_json geojson_point(const orbit::Geodetic& place) {
  return {rounded_degrees(place.longitude_deg), rounded_degrees(place.latitude_deg),
          std::round(place.altitude_km * kMetresPerKm)};
}

/// ISO 8601: from the first row to the last.
std::string interval(const std::vector<TrackRow>& rows) {
  return base::format_utc(rows.front().point.time) + '/' + base::format_utc(rows.back().point.time);
}

/// The same flight as moments, which Google Earth plays with its time slider.
std::string kml_moments(const std::vector<TrackRow>& rows) {
  std::string text =
      "<Placemark>\n<name>flight</name>\n<styleUrl>#track</styleUrl>\n<gx:Track>\n<altitudeMode>absolute</"
      "altitudeMode>\n";
  for (const TrackRow& row : rows) text += "<when>" + base::format_utc(row.point.time) + "</when>\n";
  for (const TrackRow& row : rows) {
    const orbit::Geodetic& place = row.point.place;
    fmt::format_to(std::back_inserter(text), "<gx:coord>{:.6f} {:.6f} {:.0f}</gx:coord>\n",
                   place.longitude_deg, place.latitude_deg, place.altitude_km * kMetresPerKm);
  }
  return text + "</gx:Track>\n</Placemark>\n";
}

ordered_json czml_document(const std::string& satellite, const std::vector<TrackRow>& rows) {
  ordered_json document = {{"id", "document"}, {"name", satellite}, {"version", "1.0"}};
  if (rows.size() > 1) {
    document["clock"] = {{"interval", interval(rows)},
                         {"currentTime", base::format_utc(rows.front().point.time)},
                         {"multiplier", 60},
                         {"range", "LOOP_STOP"},
                         {"step", "SYSTEM_CLOCK_MULTIPLIER"}};
  }
  return document;
}

/// Seconds since the first row, longitude, latitude, metres; and so on. One row stands still: no seconds.
ordered_json czml_position(const std::vector<TrackRow>& rows) {
  ordered_json numbers = ordered_json::array();
  for (const TrackRow& row : rows) {
    if (rows.size() > 1) {
      numbers.push_back(std::chrono::duration<double>(row.point.time - rows.front().point.time).count());
    }
    for (const ordered_json& number : geojson_point(row.point.place)) numbers.push_back(number);
  }
  ordered_json position;
  if (rows.size() > 1) {
    position = {{"epoch", base::format_utc(rows.front().point.time)},
                {"interpolationAlgorithm", "LAGRANGE"},
                {"interpolationDegree", std::min<std::size_t>(5, rows.size() - 1)}};
  }
  position["cartographicDegrees"] = std::move(numbers);
  return position;
}

}  // namespace

std::string track_as_geojson(const std::string& satellite, const std::vector<TrackRow>& rows) {
  ordered_json properties, geometry;
  if (rows.size() == 1) {
    properties = row_as_json(rows.front());
    geometry = {{"type", "Point"}, {"coordinates", geojson_point(rows.front().point.place)}};
  } else {
    properties = {{"from", base::format_utc(rows.front().point.time)},
                  {"to", base::format_utc(rows.back().point.time)},
                  {"element_set_epoch", base::format_utc(rows.front().element_set_epoch)}};
    ordered_json lines = ordered_json::array();
    for (const auto& piece : pieces(rows)) {
      ordered_json line = ordered_json::array();
      for (const orbit::Geodetic& place : piece) line.push_back(geojson_point(place));
      lines.push_back(std::move(line));
    }
    geometry = {{"type", "MultiLineString"}, {"coordinates", std::move(lines)}};
  }
  properties["name"] = satellite;
  ordered_json feature = {{"type", "Feature"}, {"properties", properties}, {"geometry", geometry}};
  ordered_json collection = {{"type", "FeatureCollection"},
                             {"features", ordered_json::array({std::move(feature)})}};
  return collection.dump() + '\n';
}

std::string track_as_kml(const std::string& satellite, const std::vector<TrackRow>& rows) {
  std::string text = fmt::format(
      "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<kml "
      "xmlns=\"http://www.opengis.net/kml/2.2\" xmlns:gx=\"http://www.google.com/kml/ext/2.2\">\n<Document>\n"
      "<name>{}</name>\n<Style "
      "id=\"track\"><LineStyle><color>ff1d8af0</color><width>3</width></LineStyle></Style>\n"
      "<Placemark>\n<name>{}</name>\n",
      xml_text(satellite), xml_text(satellite));
  if (rows.size() == 1) {
    text += fmt::format(
        "<description>above {}</description>\n<TimeStamp><when>{}</when></TimeStamp>\n{}<Point>"
        "<altitudeMode>absolute</altitudeMode><coordinates>{}</coordinates></Point>\n",
        xml_text(rows.front().below_phrase), base::format_utc(rows.front().point.time), kKmlStyle,
        kml_point(rows.front().point.place));
  } else {
    text += fmt::format("<TimeSpan><begin>{}</begin><end>{}</end></TimeSpan>\n{}<MultiGeometry>\n",
                        base::format_utc(rows.front().point.time), base::format_utc(rows.back().point.time),
                        kKmlStyle);
    for (const auto& piece : pieces(rows)) {
      text += "<LineString><altitudeMode>absolute</altitudeMode><coordinates>";
      for (const orbit::Geodetic& place : piece) text += '\n' + kml_point(place);
      text += "\n</coordinates></LineString>\n";
    }
    text += "</MultiGeometry>\n";
  }
  text += "</Placemark>\n";
  if (rows.size() > 1) text += kml_moments(rows);
  return text + "</Document>\n</kml>\n";
}

std::string track_as_czml(const std::string& satellite, const std::vector<TrackRow>& rows) {
  const ordered_json orange = {{"rgba", {240, 138, 29, 255}}};
  ordered_json flight = {{"id", "satellite"}, {"name", satellite}};
  if (rows.size() > 1) flight["availability"] = interval(rows);
  flight["description"] = "above " + xml_text(rows.front().below_phrase);
  flight["position"] = czml_position(rows);
  flight["point"] = {{"pixelSize", 12}, {"color", orange}};
  flight["label"] = {{"text", satellite},
                     {"font", "14pt sans-serif"},
                     {"horizontalOrigin", "LEFT"},
                     {"pixelOffset", {{"cartesian2", {14, 0}}}}};
  if (rows.size() > 1) {
    flight["path"] = {{"material", {{"solidColor", {{"color", orange}}}}}, {"width", 2}, {"resolution", 60}};
  }
  return ordered_json::array({czml_document(satellite, rows), std::move(flight)}).dump() + '\n';
}

}  // namespace cupola::cli
