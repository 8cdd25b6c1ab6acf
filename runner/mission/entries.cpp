#include "hat_driver/base/whole_file.hpp"
#include "runner/mission/json_fields.hpp"
#include "runner/mission/mission.hpp"

#include <nlohmann/json.hpp>

#include <set>

namespace cupola::mission {
namespace {

using nlohmann::json;

std::optional<Place> read_place(const json& object, const JsonFields& fields) {
  if (!fields.has("place")) return std::nullopt;
  const json& value = object.at("place");
  if (!value.is_array() || value.size() != 2 || !value[0].is_number() || !value[1].is_number()) {
    fields.refuse("place", "is not [latitude, longitude]");
  }
  return Place{value[0].get<double>(), value[1].get<double>()};
}

Entry entry_from_json(std::string_view line, const std::string& where) {
  const json object = parse_object(line, where);
  const JsonFields fields{object, where};
  Entry entry;
  entry.id = fields.text("id");
  if (!is_plain_id(entry.id)) fields.refuse("id", "must be 1–32 letters, digits, _ or -");
  entry.team = fields.optional_text("team");
  entry.members = fields.texts("members");
  entry.school = fields.optional_text("school");
  entry.country = fields.optional_text("country");
  entry.language = fields.optional_text("language");
  entry.mentor = fields.optional_text("mentor");
  entry.email = fields.optional_text("email");
  entry.place = read_place(object, fields);
  entry.timezone = fields.optional_text("timezone");
  if (fields.has("received")) {
    entry.received = base::parse_utc(fields.text("received"));
    if (!entry.received) fields.refuse("received", "is not a UTC time such as 2018-02-01T10:02:00Z");
  }
  entry.program_sha256 = fields.text("program_sha256");
  if (entry.program_sha256.size() != 64) fields.refuse("program_sha256", "is not 64 hexadecimal digits");
  entry.original_name = fields.optional_text("original_name");
  return entry;
}

std::string entry_to_line(const Entry& entry) {
  nlohmann::ordered_json object;
  object["id"] = entry.id;
  object["team"] = entry.team;
  object["members"] = entry.members;
  object["school"] = entry.school;
  object["country"] = entry.country;
  object["language"] = entry.language;
  object["mentor"] = entry.mentor;
  object["email"] = entry.email;
  object["place"] = nullptr;
  if (entry.place) object["place"] = {entry.place->latitude_deg, entry.place->longitude_deg};
  object["timezone"] = entry.timezone;
  object["received"] = nullptr;
  if (entry.received) object["received"] = base::format_utc(*entry.received);
  object["program_sha256"] = entry.program_sha256;
  object["original_name"] = entry.original_name;
  return object.dump() + "\n";
}

}  // namespace

std::vector<Entry> read_entries(const Mission& mission) {
  const std::filesystem::path path = mission.folder / "entries.jsonl";
  std::vector<Entry> entries;
  if (!std::filesystem::exists(path)) return entries;
  const std::string content = base::read_whole_file(path);
  std::set<std::string> ids;
  std::size_t line_number = 0;
  for (std::size_t begin = 0; begin < content.size();) {
    const std::size_t end = std::min(content.find('\n', begin), content.size());
    const std::string where = path.native() + ":" + std::to_string(++line_number);
    entries.push_back(entry_from_json(std::string_view{content}.substr(begin, end - begin), where));
    if (!ids.insert(entries.back().id).second) {
      throw BadInput(where + ": id: \"" + entries.back().id +
                     "\" was there before; every entry needs its own");
    }
    begin = end + 1;
  }
  return entries;
}

void write_entries(const Mission& mission, std::span<const Entry> entries) {
  std::string content;
  for (const Entry& entry : entries) content += entry_to_line(entry);
  base::write_whole_file(mission.folder / "entries.jsonl", content);
}

}  // namespace cupola::mission
