#pragma once

#include "runner/check/check.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace cupola::check {

/// One entry of the review page. The page stays in the mission folder, so it may name the team.
struct ReviewRow {
  std::string team;
  CheckResult result;
};

/// A self-contained HTML page for whoever reviews a mission: refused entries first, each with its findings,
/// its LED pictures and the texts it scrolled. Everything that came from a program or a form is escaped.
std::string review_page(std::string_view mission_name, const std::vector<ReviewRow>& rows);

}  // namespace cupola::check
