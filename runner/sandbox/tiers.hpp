#pragma once

#include "runner/sandbox/cgroup.hpp"
#include "runner/sandbox/plan.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace cupola::sandbox {

/// How well programs are shut in on this machine (docs/sandbox.md), best first.
enum class Tier {
  A,     ///< as B, and in a cgroup: killed at one stroke, memory and processes limited for the whole box
  B,     ///< namespaces, a root of their own, seccomp, Landlock where the kernel has it
  None,  ///< no box of ours can be made
};

/// "A", "B", "none".
std::string_view tier_name(Tier tier);
/// Whether `tier` is as good as `demanded`, or better.
inline bool suffices(Tier tier, Tier demanded) { return tier <= demanded; }

/// One thing that a tier may stand on.
struct Feature {
  std::string name{};
  bool there = false;
  std::string what{};    ///< what was found, or what is lost without it
  std::string remedy{};  ///< how to get it; empty if it is there, or if nothing can be done
};

/// What this machine can do.
struct Survey {
  Tier tier = Tier::None;
  std::vector<Feature> features{};
};

/// Finds out by experiment: runs an empty program in a box of the plan's launcher and cgroups, and looks at
/// what the kernel offers. Takes about a tenth of a second. Throws nothing for a machine that lacks
/// something.
Survey survey(Plan plan);

/// What the tier is missing, as one line for the journal and for people; empty if nothing.
std::string missing_line(const Survey& survey);

}  // namespace cupola::sandbox
