#include "emulator/app/services/run_report.hpp"

#include "emulator/picture/highlights.hpp"
#include "emulator/ui/model/plain_error.hpp"
#include "hat_driver/base/whole_file.hpp"

#include <nlohmann/json.hpp>

#include <cstddef>
#include <exception>
#include <memory>
#include <string>
#include <utility>
#include <vector>

namespace cupola::app {
namespace {

using nlohmann::json;
using ui::ClassEntry;
using ui::ClassPhase;

/// Thirty seconds of new pictures are 0.3 MB.
constexpr std::size_t kLargestFilm = std::size_t{8} << 20;
constexpr std::size_t kLongestError = 400;

void fail(ClassEntry& entry, std::string why) {
  entry.phase = ClassPhase::Failed;
  entry.error = std::move(why);
}

std::string shortened(std::string text) {
  if (text.size() > kLongestError) text = text.substr(0, kLongestError) + "…";
  return text;
}

void read_report(const json& object, ClassEntry& entry) {
  entry.verdict = object.at("verdict").get<std::string>();
  entry.wall_s = object.at("wall_s").get<double>();
  entry.phase = entry.verdict == "finished" ? ClassPhase::Done : ClassPhase::Failed;
  if (entry.verdict == "internal") entry.error = shortened(object.at("note").get<std::string>());
  const json& error = object.at("error");
  if (error.is_null()) return;
  const auto message = error.at("message").get<std::string>();
  entry.error = shortened(error.at("type").get<std::string>() + (message.empty() ? "" : ": " + message));
  entry.line = error.at("line").get<int>();
  const auto plain = ui::explain_error(object.at("stderr").get<std::string>(), entry.name, "");
  if (plain) entry.meaning = plain->meaning;
}

}  // namespace

void read_run_report(std::string_view output, ClassEntry& entry) {
  try {
    read_report(json::parse(output), entry);
  } catch (const json::exception& error) {
    entry.verdict.clear();
    fail(entry, std::string("its report cannot be read: ") + error.what());
  }
}

void read_run_film(const std::filesystem::path& path, ClassEntry& entry) {
  try {
    auto film =
        std::make_shared<picture::Film>(picture::decode_film(base::read_whole_file(path, kLargestFilm)));
    const std::vector<std::size_t> best = picture::highlights(*film, 1);
    if (!best.empty()) entry.best = best.front();
    entry.film = std::move(film);
  } catch (const std::exception& error) {
    entry.verdict = "internal";
    fail(entry, std::string("its film cannot be read: ") + error.what());
  }
}

}  // namespace cupola::app
