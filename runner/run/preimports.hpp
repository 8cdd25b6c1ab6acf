#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace cupola::run {

/// The slow modules of the system that a program imports (numpy, PIL): they may be imported before it starts,
/// which takes nothing from its time. Only those that it names itself, so that its `sys.modules` holds
/// nothing that it would not have asked for. A look at the lines, no more: a wrong guess costs memory,
/// nothing else.
std::vector<std::string> preimports_of(std::string_view source);

}  // namespace cupola::run
