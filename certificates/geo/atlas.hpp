#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

namespace cupola::geo {

/// Degrees; longitude −180…180.
struct MapPoint {
  double longitude_deg = 0;
  double latitude_deg = 0;
};

/// A closed outline (the last point joins the first); none crosses the date line. Fill even-odd.
using Ring = std::vector<MapPoint>;

/// What lies below a place.
struct Below {
  enum class Kind { Country, Sea } kind = Kind::Sea;
  std::string name;         ///< English: "Brazil", "South Pacific Ocean"
  std::string phrase;       ///< as it stands in a sentence after "above": "Brazil", "the South Pacific Ocean"
  std::string alpha2 = {};  ///< ISO 3166-1 of a country ("BR"), empty for a sea and where there is none
  std::string alpha3 = {};  ///< likewise ("BRA")
  std::uint16_t numeric = 0;  ///< likewise (76), 0 for none
};

/// The world map: coastlines to draw, countries and seas to look up. Data: Natural Earth (certificates/data).
class Atlas {
 public:
  /// Unpacks the data compiled into the library (a few ms); make one and keep it.
  static Atlas built_in();
  Atlas(Atlas&&) noexcept;
  Atlas& operator=(Atlas&&) noexcept;
  ~Atlas();

  /// Land for drawing an A4 map (detail about 0.06°). Where an outline was cut it runs along ±180°, and
  /// Antarctica along −90°: fill these edges, do not stroke them.
  const std::vector<Ring>& land() const;
  /// Country borders that are not coast, as open lines.
  const std::vector<Ring>& borders() const;
  /// The country that holds the place or whose coast is within 0.01° (a kilometre) of it, else the smallest
  /// sea that holds it. Always finds something. Latitude −90…90, any finite longitude; else
  /// std::invalid_argument.
  Below below(double latitude_deg, double longitude_deg) const;

 private:
  struct State;
  explicit Atlas(std::unique_ptr<State> state);
  std::unique_ptr<State> state_;
};

}  // namespace cupola::geo
