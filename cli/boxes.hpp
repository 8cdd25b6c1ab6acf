#pragma once

#include "cli/command.hpp"
#include "runner/run/run.hpp"
#include "runner/sandbox/tiers.hpp"

#include <string>

namespace cupola::cli {

/// --box and --tier, the same for every command that runs programs.
struct BoxOptions {
  std::string box = "own";
  std::string tier;  ///< the least that is demanded; empty: any
};
void add_box_options(Command app, BoxOptions& options);

/// What the boxes of this process are made of. Its cgroup folder is removed at the end of its life.
class Boxes {
 public:
  Boxes() = default;
  /// Throws std::runtime_error that says what is missing if this machine does not reach the tier demanded.
  explicit Boxes(const BoxOptions& options);
  Boxes(const Boxes&) = delete;
  Boxes& operator=(const Boxes&) = delete;
  ~Boxes();

  const run::Installation& installation() const { return installation_; }
  /// Tries a box (sandbox::survey); takes about a tenth of a second.
  sandbox::Survey survey() const;

 private:
  run::Installation installation_;
};

}  // namespace cupola::cli
