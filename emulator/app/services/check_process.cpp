#include "emulator/app/services/check_process.hpp"

#include "emulator/app/services/pipe_reader.hpp"
#include "hat_driver/base/whole_file.hpp"

#include <nlohmann/json.hpp>

#include <utility>

namespace cupola::app {
namespace {

namespace fs = std::filesystem;
using nlohmann::json;

/// A program's 256 KiB on each stream, escaped six to one, and room for the rest.
constexpr std::size_t kMostOutput = std::size_t{8} << 20;

CheckedFinding finding_of(const json& object) {
  return {.id = object.at("id").get<std::string>(),
          .severity = object.at("severity").get<std::string>(),
          .line = object.at("line").get<int>(),
          .text = object.at("text").get<std::string>()};
}

CheckAnswer answer_of(const json& object) {
  CheckAnswer answer;
  answer.flight = object.at("flight").get<bool>();
  answer.verdict = object.at("verdict").get<std::string>();
  answer.wall_s = object.at("wall_s").get<double>();
  if (const json& error = object.at("error"); !error.is_null()) {
    answer.error_type = error.at("type").get<std::string>();
    answer.error_message = error.at("message").get<std::string>();
    answer.error_line = error.at("line").get<int>();
  }
  for (const json& finding : object.at("findings")) answer.findings.push_back(finding_of(finding));
  return answer;
}

/// The rest of the file's name must not lead out of our folder.
std::string safe_name(const std::string& file_name) {
  const std::string name = fs::path(file_name).filename().string();
  return name.empty() || name == "." || name == ".." || name.starts_with('-') ? "program.py" : name;
}

CheckAnswer failed(std::string problem) {
  CheckAnswer answer;
  answer.problem = std::move(problem);
  return answer;
}

}  // namespace

CheckAnswer check_answer_of(std::string_view output) {
  try {
    return answer_of(json::parse(first_line(output)));
  } catch (const json::exception& error) {
    return failed(std::string("the check gave no answer that can be read: ") + error.what());
  }
}

CheckProcess::CheckProcess(fs::path command) : command_(std::move(command)) {}

void CheckProcess::launch(std::string_view text, const std::string& file_name, const std::string& rules) {
  const fs::path copy = folder_ / safe_name(file_name);
  base::write_whole_file_unsynced(copy, text);
  base::ChildCommand command{.arguments = {command_.string(), "check", "--json"},
                             .environment = base::environment_with({}),
                             .folder = folder_.path()};
  if (!rules.empty()) command.arguments.insert(command.arguments.end(), {"--rules", rules});
  command.arguments.push_back(copy.string());
  child_ = base::ChildProcess::start(command);
  child_->input().reset();
}

void CheckProcess::start(std::string_view text, const std::string& file_name, const std::string& rules,
                         base::Monotonic now) {
  cancel();
  deadline_ = now + kPatience;
  try {
    launch(text, file_name, rules);
  } catch (const std::system_error& error) {
    answer_ = failed(error.what());
  }
}

void CheckProcess::cancel() {
  child_.reset();
  output_.clear();
  errors_.clear();
  answer_.reset();
}

void CheckProcess::tick(base::Monotonic now) {
  if (!child_) return;
  const auto end = child_->end();
  read_available(output_, child_->output(), kMostOutput);
  read_available(errors_, child_->errors(), kMostOutput);
  if (!end && now < deadline_ && output_.size() < kMostOutput) return;
  if (!end) {
    answer_ = failed("the check took too long and was broken off");
  } else if (end->signal || end->exit_code > 1) {
    const std::string why = first_line(errors_);
    answer_ = failed(why.empty() ? "the check ended without a word" : why);
  } else {
    answer_ = check_answer_of(output_);
  }
  child_.reset();
}

std::vector<int> CheckProcess::fds() const {
  std::vector<int> fds;
  if (!child_) return fds;
  fds.push_back(child_->fd());
  for (const base::UniqueFd* stream : {&child_->output(), &child_->errors()}) {
    if (stream->valid()) fds.push_back(stream->get());
  }
  return fds;
}

std::optional<CheckAnswer> CheckProcess::take() { return std::exchange(answer_, std::nullopt); }

fs::path cupola_beside_us() { return fs::read_symlink("/proc/self/exe").parent_path() / "cupola"; }

}  // namespace cupola::app
