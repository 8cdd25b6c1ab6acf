#include "hat_driver/backends/calibration_file.hpp"

#include "hat_driver/base/whole_file.hpp"

#include <algorithm>
#include <array>
#include <cctype>
#include <charconv>
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <functional>
#include <map>
#include <stdexcept>
#include <utility>
#include <vector>

namespace cupola::backends {
namespace {

namespace fs = std::filesystem;
using fusion::MotionCalibration;
using hat::Vec3;

constexpr std::string_view kHeader = "cupola-calibration 1";
constexpr std::size_t kLargest = std::size_t{64} * 1024;

[[noreturn]] void refuse(const std::string& file, std::size_t line, const std::string& why) {
  throw std::invalid_argument(file + ", line " + std::to_string(line) + ": " + why);
}

std::string_view trimmed(std::string_view text) {
  const auto first = text.find_first_not_of(" \t\r");
  if (first == std::string_view::npos) return {};
  return text.substr(first, text.find_last_not_of(" \t\r") - first + 1);
}

std::optional<double> number_of(std::string_view word) {
  double value = 0;
  const auto read = std::from_chars(word.data(), word.data() + word.size(), value);
  const bool whole = read.ec == std::errc{} && read.ptr == word.data() + word.size() && std::isfinite(value);
  return whole ? std::optional(value) : std::nullopt;
}

/// Calls `take(line number, line)` for every line that says something.
void for_each_line(std::string_view text, const std::function<void(std::size_t, std::string_view)>& take) {
  for (std::size_t number = 1; !text.empty(); ++number) {
    const auto end = text.find('\n');
    const auto line = trimmed(text.substr(0, end));
    text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
    if (!line.empty() && line.front() != '#') take(number, line);
  }
}

/// The names of the file's lines and what they set.
using Field = std::pair<std::string_view, Vec3* (*)(MotionCalibration&)>;
constexpr std::array<Field, 7> kFields{
    {{"gyroscope_bias_rad_s", [](MotionCalibration& c) { return &c.gyroscope_bias_rad_s; }},
     {"acceleration_offset_g", [](MotionCalibration& c) { return &c.acceleration_offset_g; }},
     {"acceleration_scale", [](MotionCalibration& c) { return &c.acceleration_scale; }},
     {"field_offset_ut", [](MotionCalibration& c) { return &c.field_offset_ut; }},
     {"field_matrix_x", [](MotionCalibration& c) { return &c.field_matrix[0]; }},
     {"field_matrix_y", [](MotionCalibration& c) { return &c.field_matrix[1]; }},
     {"field_matrix_z", [](MotionCalibration& c) { return &c.field_matrix[2]; }}}};

/// "name x y z"
void take_field(MotionCalibration& calibration, std::string_view line, std::size_t number,
                const std::string& file) {
  std::vector<std::string_view> words;
  while (!line.empty()) {
    const auto end = std::min(line.find(' '), line.size());
    words.push_back(line.substr(0, end));
    line = trimmed(line.substr(end));
  }
  const auto field = std::find_if(kFields.begin(), kFields.end(),
                                  [&](const Field& each) { return each.first == words.front(); });
  if (field == kFields.end()) refuse(file, number, "unknown name " + std::string(words.front()));
  std::array<std::optional<double>, 3> values;
  if (words.size() == 4) std::transform(words.begin() + 1, words.end(), values.begin(), number_of);
  if (!values[0] || !values[1] || !values[2]) {
    refuse(file, number, std::string(words.front()) + " takes three numbers");
  }
  *field->second(calibration) = {*values[0], *values[1], *values[2]};
}

/// The lines "name=value" of RTIMULib, names in small letters: it is not of one mind about them itself.
class Settings {
 public:
  Settings(std::string_view text, std::string file) : file_(std::move(file)) {
    for_each_line(text, [this](std::size_t number, std::string_view line) {
      const auto equals = line.find('=');
      if (equals == std::string_view::npos) refuse(file_, number, "is not of the form name=value");
      std::string name(trimmed(line.substr(0, equals)));
      std::transform(name.begin(), name.end(), name.begin(),
                     [](unsigned char letter) { return static_cast<char>(std::tolower(letter)); });
      values_[name] = {number, std::string(trimmed(line.substr(equals + 1)))};
    });
  }
  bool is_true(const std::string& name) const {
    const auto found = values_.find(name);
    return found != values_.end() && found->second.second == "true";
  }
  double number(const std::string& name) const {
    const auto found = values_.find(name);
    if (found == values_.end()) throw std::invalid_argument(file_ + ": has no line " + name + "=NUMBER");
    const auto value = number_of(found->second.second);
    if (!value) refuse(file_, found->second.first, name + " must be a number");
    return *value;
  }
  Vec3 vector(const std::string& name) const {
    return {number(name + "x"), number(name + "y"), number(name + "z")};
  }

 private:
  std::string file_;
  std::map<std::string, std::pair<std::size_t, std::string>> values_;
};

Vec3 half_sum(const Vec3& a, const Vec3& b) { return {(a.x + b.x) / 2, (a.y + b.y) / 2, (a.z + b.z) / 2}; }
Vec3 half_difference(const Vec3& a, const Vec3& b) {
  return {(a.x - b.x) / 2, (a.y - b.y) / 2, (a.z - b.z) / 2};
}

void require_range(const Vec3& half, const std::string& file, const char* name) {
  if (half.x > 0 && half.y > 0 && half.z > 0) return;
  throw std::invalid_argument(file + ": every " + name + "Max must be larger than its Min");
}

/// RTIMULib takes off the middle, stretches each axis to the longest, then takes off the ellipsoid's offset
/// and applies its correction; here that is one offset and one matrix.
void take_compass(const Settings& settings, const std::string& file, MotionCalibration& calibration) {
  const Vec3 low = settings.vector("compasscalmin");
  const Vec3 high = settings.vector("compasscalmax");
  const Vec3 half = half_difference(high, low);
  require_range(half, file, "CompassCal");
  const double longest = std::max({half.x, half.y, half.z});
  const Vec3 stretch{longest / half.x, longest / half.y, longest / half.z};
  calibration.field_offset_ut = half_sum(low, high);
  calibration.field_matrix = {{{stretch.x, 0, 0}, {0, stretch.y, 0}, {0, 0, stretch.z}}};
  if (!settings.is_true("compasscalellipsoidvalid")) return;
  const Vec3 offset = settings.vector("compasscaloffset");
  calibration.field_offset_ut = {calibration.field_offset_ut.x + offset.x / stretch.x,
                                 calibration.field_offset_ut.y + offset.y / stretch.y,
                                 calibration.field_offset_ut.z + offset.z / stretch.z};
  for (std::size_t row = 0; row < 3; ++row) {
    const std::string name = "compasscalcorr" + std::to_string(row + 1);
    calibration.field_matrix.at(row) = {settings.number(name + "1") * stretch.x,
                                        settings.number(name + "2") * stretch.y,
                                        settings.number(name + "3") * stretch.z};
  }
}

}  // namespace

fs::path calibration_path() {
  const char* config = std::getenv("XDG_CONFIG_HOME");
  if (config != nullptr && fs::path(config).is_absolute()) return fs::path(config) / "cupola/calibration.txt";
  const char* home = std::getenv("HOME");
  if (home != nullptr && fs::path(home).is_absolute())
    return fs::path(home) / ".config/cupola/calibration.txt";
  return {};
}

std::string format_calibration(const MotionCalibration& calibration) {
  MotionCalibration copy = calibration;
  std::string text = std::string(kHeader) + "\n";
  for (const auto& [name, field] : kFields) {
    const Vec3& value = *field(copy);
    std::array<char, 120> line{};
    std::snprintf(line.data(), line.size(), " %.9g %.9g %.9g\n", value.x, value.y, value.z);
    text.append(name).append(line.data());
  }
  return text;
}

MotionCalibration parse_calibration(std::string_view text, const std::string& file) {
  MotionCalibration calibration;
  bool begun = false;
  for_each_line(text, [&](std::size_t number, std::string_view line) {
    if (!begun && line != kHeader) refuse(file, number, "must be \"" + std::string(kHeader) + "\"");
    if (begun) take_field(calibration, line, number, file);
    begun = true;
  });
  if (!begun) refuse(file, 1, "must be \"" + std::string(kHeader) + "\"");
  return calibration;
}

MotionCalibration parse_rtimulib(std::string_view text, const std::string& file) {
  const Settings settings(text, file);
  MotionCalibration calibration;
  if (settings.is_true("gyrobiasvalid")) calibration.gyroscope_bias_rad_s = settings.vector("gyrobias");
  if (settings.is_true("accelcalvalid")) {
    const Vec3 low = settings.vector("accelcalmin");
    const Vec3 high = settings.vector("accelcalmax");
    const Vec3 half = half_difference(high, low);
    require_range(half, file, "AccelCal");
    calibration.acceleration_offset_g = half_sum(low, high);
    calibration.acceleration_scale = {1 / half.x, 1 / half.y, 1 / half.z};
  }
  if (settings.is_true("compasscalvalid")) take_compass(settings, file, calibration);
  return calibration;
}

std::optional<MotionCalibration> load_calibration(const fs::path& path) {
  std::error_code unreadable;
  if (path.empty() || !fs::exists(path, unreadable)) return std::nullopt;
  return parse_calibration(base::read_whole_file(path, kLargest), path.string());
}

void save_calibration(const fs::path& path, const MotionCalibration& calibration) {
  fs::create_directories(path.parent_path());
  base::write_whole_file(path, format_calibration(calibration));
}

}  // namespace cupola::backends
