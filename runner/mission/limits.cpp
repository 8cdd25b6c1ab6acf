#include "runner/mission/limits.hpp"

#include <nlohmann/json.hpp>

namespace cupola::mission {
namespace {

constexpr double kLongestRun_s = 24.0 * 3600.0;

double seconds(const JsonFields& fields, const char* key, double fallback) {
  const double value = fields.number(key, fallback);
  if (value <= 0 || value > kLongestRun_s)
    fields.refuse(key, "must be more than 0 and at most 86400 seconds");
  return value;
}

std::uint64_t bytes(const JsonFields& fields, const char* key, std::uint64_t fallback, std::uint64_t least) {
  const std::uint64_t value = fields.count(key, fallback);
  if (value < least || value > std::uint64_t{1} << 40) {
    fields.refuse(key, "must be " + std::to_string(least) + " bytes or more and at most 1 TiB");
  }
  return value;
}

}  // namespace

nlohmann::json limits_to_json(const record::Limits& limits) {
  nlohmann::json object{{"wall_s", limits.wall_s},
                        {"cpu_s", limits.cpu_s},
                        {"memory_bytes", limits.memory_bytes},
                        {"output_bytes", limits.output_bytes},
                        {"tmp_bytes", limits.tmp_bytes},
                        {"processes", limits.processes}};
  if (limits.results_bytes > 0) object["results_bytes"] = limits.results_bytes;
  return object;
}

record::Limits limits_from_json(const nlohmann::json& owner, const std::string& where) {
  record::Limits limits;
  const auto found = owner.find("limits");
  if (found == owner.end()) return limits;
  if (!found->is_object()) throw BadInput(where + ": limits: is not a JSON object");
  const JsonFields fields{*found, where + ": limits"};
  limits.wall_s = seconds(fields, "wall_s", limits.wall_s);
  limits.cpu_s = seconds(fields, "cpu_s", limits.cpu_s);
  limits.memory_bytes = bytes(fields, "memory_bytes", limits.memory_bytes, std::uint64_t{16} << 20);
  limits.output_bytes = bytes(fields, "output_bytes", limits.output_bytes, 1);
  limits.tmp_bytes = bytes(fields, "tmp_bytes", limits.tmp_bytes, 4096);
  limits.results_bytes = bytes(fields, "results_bytes", limits.results_bytes, 0);
  const std::uint64_t processes = fields.count("processes", limits.processes);
  if (processes < 1 || processes > 4096) fields.refuse("processes", "must be 1–4096");
  limits.processes = static_cast<std::uint32_t>(processes);
  return limits;
}

void expect_profile(const JsonFields& fields, const std::string& profile) {
  if (profile != "flight" && profile != "retail-v2" && profile != "v1") {
    fields.refuse("profile", "is \"" + profile + "\"; flight, retail-v2 or v1 would be right");
  }
}

}  // namespace cupola::mission
