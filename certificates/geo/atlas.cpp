#include "certificates/geo/atlas.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>
#include <stdexcept>
#include <string_view>
#include <utility>

#include "certificates/geo/area_index.hpp"
#include "certificates/geo/packed_map.hpp"
#include "certificates/geo/world_data.hpp"

namespace cupola::geo {
namespace {

// A kilometre: of several distances tried, this one agrees best with Natural Earth's finer coast (1:10m).
constexpr double kCoastSliver_deg = 0.01;

std::string without_article(const std::string& phrase) {
  constexpr std::string_view kArticle = "the ";
  return phrase.starts_with(kArticle) ? phrase.substr(kArticle.size()) : phrase;
}

Below describe(const Area& area, Below::Kind kind) {
  return {.kind = kind,
          .name = without_article(area.phrase),
          .phrase = area.phrase,
          .alpha2 = area.alpha2,
          .alpha3 = area.alpha3,
          .numeric = area.numeric};
}

/// Parts of France with a name and ISO codes of their own, which Natural Earth draws as France.
struct Overseas {
  double south;
  double north;
  double west;
  double east;
  const char* name;
  const char* alpha2;
  const char* alpha3;
  std::uint16_t numeric;
};
constexpr Overseas kOverseas[]{{2, 6, -55, -51, "French Guiana", "GF", "GUF", 254},
                               {14.2, 15, -61.4, -60.7, "Martinique", "MQ", "MTQ", 474},
                               {15.7, 16.7, -62, -60.9, "Guadeloupe", "GP", "GLP", 312},
                               {-21.5, -20.8, 55.1, 56, "Réunion", "RE", "REU", 638},
                               {-13.2, -12.5, 44.9, 45.4, "Mayotte", "YT", "MYT", 175}};

Below describe_country(const Area& area, double latitude_deg, double longitude_deg) {
  if (area.alpha3 == "FRA") {
    for (const Overseas& part : kOverseas) {
      if (latitude_deg < part.south || latitude_deg > part.north || longitude_deg < part.west ||
          longitude_deg > part.east)
        continue;
      return {.kind = Below::Kind::Country,
              .name = part.name,
              .phrase = part.name,
              .alpha2 = part.alpha2,
              .alpha3 = part.alpha3,
              .numeric = part.numeric};
    }
  }
  return describe(area, Below::Kind::Country);
}

}  // namespace

struct Atlas::State {
  explicit State(PackedMap&& unpacked)
      : map(std::move(unpacked)),
        countries(map.countries, map.units_per_degree),
        seas(map.seas, map.units_per_degree) {
    for (auto* areas : {&map.countries, &map.seas}) {
      for (Area& area : *areas) area.rings = {};  // the indexes hold the edges
    }
  }

  PackedMap map;
  AreaIndex countries;
  AreaIndex seas;
};

Atlas Atlas::built_in() { return Atlas(std::make_unique<State>(unpack(world_data()))); }
Atlas::Atlas(std::unique_ptr<State> state) : state_(std::move(state)) {}
Atlas::Atlas(Atlas&&) noexcept = default;
Atlas& Atlas::operator=(Atlas&&) noexcept = default;
Atlas::~Atlas() = default;

const std::vector<Ring>& Atlas::land() const { return state_->map.land; }
const std::vector<Ring>& Atlas::borders() const { return state_->map.borders; }

Below Atlas::below(double latitude_deg, double longitude_deg) const {
  if (!(std::abs(latitude_deg) <= 90)) {
    throw std::invalid_argument("latitude must be -90 to 90 degrees, got " + std::to_string(latitude_deg));
  }
  if (!std::isfinite(longitude_deg)) {
    throw std::invalid_argument("longitude must be a finite number of degrees, got " +
                                std::to_string(longitude_deg));
  }
  const State& state = *state_;
  const double units = state.map.units_per_degree;
  // Outlines own their southern and western edges, so the north pole and +180° belong just inside.
  const double y = std::min(latitude_deg * units, std::nextafter(90 * units, 0.0));
  const double x = (longitude_deg - 360 * std::floor((longitude_deg + 180) / 360)) * units;
  const double cos_latitude = std::max(0.01, std::cos(latitude_deg * std::numbers::pi / 180));
  if (auto country = state.countries.holding(x, y)) {
    return describe_country(state.map.countries[*country], y / units, x / units);
  }
  if (auto country = state.countries.nearest(x, y, kCoastSliver_deg * units, cos_latitude)) {
    return describe_country(state.map.countries[*country], y / units, x / units);
  }
  if (auto sea = state.seas.holding(x, y)) return describe(state.map.seas[*sea], Below::Kind::Sea);
  auto sea = state.seas.nearest(x, y, 180 * units, cos_latitude);
  return describe(state.map.seas[sea.value_or(state.map.seas.size() - 1)], Below::Kind::Sea);
}

}  // namespace cupola::geo
