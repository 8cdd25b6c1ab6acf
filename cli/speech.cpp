#include "cli/speech.hpp"

#include <unistd.h>

#include <cstdlib>
#include <string_view>
#include <system_error>
#include <utility>

namespace cupola::cli {
namespace {

std::string find_on_path(const std::string& name) {
  const char* const path = std::getenv("PATH");
  std::string_view rest = path != nullptr ? path : "";
  while (!rest.empty()) {
    const std::string_view folder = rest.substr(0, rest.find(':'));
    rest.remove_prefix(folder.size() < rest.size() ? folder.size() + 1 : folder.size());
    std::string candidate = std::string(folder) + "/" + name;
    if (folder.starts_with('/') && ::access(candidate.c_str(), X_OK) == 0) return candidate;
  }
  return {};
}

}  // namespace

Speech::Speech() : command_(find_on_path("spd-say")) {}

void Speech::say(std::string text) {
  if (missing()) return;
  waiting_ = std::move(text);
  tick();
}

void Speech::tick() {
  if (speaking_ && speaking_->end()) speaking_.reset();
  if (speaking_ || waiting_.empty()) return;
  try {
    speaking_ =
        base::ChildProcess::start({.arguments = {command_, "--wait", "--", std::exchange(waiting_, {})},
                                   .environment = base::environment_with({})});
  } catch (const std::system_error&) {
    // It was there a moment ago; the text is on the terminal all the same.
    command_.clear();
  }
}

}  // namespace cupola::cli
