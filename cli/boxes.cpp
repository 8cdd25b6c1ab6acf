#include "cli/boxes.hpp"

#include <fmt/core.h>

#include <stdexcept>

namespace cupola::cli {
namespace {

void demand_tier(const std::string& demanded, const sandbox::Survey& survey) {
  const sandbox::Tier least = demanded == "A" ? sandbox::Tier::A : sandbox::Tier::B;
  if (sandbox::suffices(survey.tier, least)) return;
  throw std::runtime_error(
      fmt::format("--tier {}: this machine gives {}: {}; cupola doctor names the remedies", demanded,
                  sandbox::tier_name(survey.tier), sandbox::missing_line(survey)));
}

}  // namespace

void add_box_options(Command app, BoxOptions& options) {
  app.add_option("--box", options.box, "Cupola's own box, or bwrap: bubblewrap's, as a cross-check")
      .one_of({"own", "bwrap"})
      .capture_default_str();
  app.add_option("--tier", options.tier,
                 "Refuse to start if programs would be shut in less well: A or B (docs/sandbox.md)")
      .one_of({"A", "B"});
}

Boxes::Boxes(const BoxOptions& options) : installation_(run::find_installation()) {
  if (options.box == "bwrap") {
    installation_.box = sandbox::BoxKind::Bubblewrap;
    if (!options.tier.empty()) throw std::invalid_argument("--tier: only Cupola's own box has tiers");
    return;
  }
  installation_.cgroups = sandbox::make_cgroup_home();
  if (!options.tier.empty()) demand_tier(options.tier, survey());
}

Boxes::~Boxes() { sandbox::remove_cgroup_home(installation_.cgroups); }

sandbox::Survey Boxes::survey() const {
  sandbox::Plan plan;
  plan.launcher = installation_.launcher;
  plan.python_packages = installation_.python_packages;
  plan.cgroups = &installation_.cgroups;
  return sandbox::survey(plan);
}

}  // namespace cupola::cli
