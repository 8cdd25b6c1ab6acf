#include "runner/record/outcome.hpp"

#include <algorithm>
#include <array>
#include <utility>

namespace cupola::record {
namespace {

constexpr std::array<std::pair<Verdict, std::string_view>, 10> kVerdictNames{{
    {Verdict::Finished, "finished"},
    {Verdict::Error, "error"},
    {Verdict::Signal, "signal"},
    {Verdict::CutAtLimit, "cut-at-limit"},
    {Verdict::CpuLimit, "cpu-limit"},
    {Verdict::MemoryLimit, "memory-limit"},
    {Verdict::OutputLimit, "output-limit"},
    {Verdict::Refused, "refused"},
    {Verdict::Interrupted, "interrupted"},
    {Verdict::Internal, "internal"},
}};

}  // namespace

std::string_view verdict_name(Verdict verdict) {
  const auto* const found = std::find_if(kVerdictNames.begin(), kVerdictNames.end(),
                                         [&](const auto& pair) { return pair.first == verdict; });
  return found != kVerdictNames.end() ? found->second : "internal";
}

std::optional<Verdict> parse_verdict(std::string_view name) {
  const auto* const found = std::find_if(kVerdictNames.begin(), kVerdictNames.end(),
                                         [&](const auto& pair) { return pair.second == name; });
  if (found == kVerdictNames.end()) return std::nullopt;
  return found->first;
}

std::string_view clock_name(ClockKind kind) { return kind == ClockKind::Virtual ? "virtual" : "real"; }

std::string_view hat_name(HatKind kind) { return kind == HatKind::Hardware ? "hardware" : "emulated"; }

std::optional<ClockKind> parse_clock(std::string_view name) {
  if (name == "real") return ClockKind::Real;
  if (name == "virtual") return ClockKind::Virtual;
  return std::nullopt;
}

std::optional<HatKind> parse_hat(std::string_view name) {
  if (name == "emulated") return HatKind::Emulated;
  if (name == "hardware") return HatKind::Hardware;
  return std::nullopt;
}

}  // namespace cupola::record
