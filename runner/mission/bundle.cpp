#include "runner/mission/bundle.hpp"

#include "hat_driver/base/whole_file.hpp"
#include "runner/mission/bundle_seal.hpp"
#include "runner/mission/json_fields.hpp"
#include "runner/mission/limits.hpp"
#include "runner/mission/program_source.hpp"
#include "runner/mission/zip_archive.hpp"
#include "runner/record/sha256.hpp"

#include <nlohmann/json.hpp>

#include <cstring>
#include <set>

namespace cupola::mission {
namespace {

using nlohmann::json;

constexpr std::string_view kSchema = "cupola-bundle";
constexpr int kVersion = 1;
constexpr const char* kIndexName = "bundle.json";
constexpr std::size_t kLargestIndex = std::size_t{64} << 20;
constexpr std::size_t kLargestBundle = std::size_t{2} << 30;

std::string program_name(const std::string& id) { return "programs/" + id + ".py"; }

std::string index_text(const Bundle& bundle) {
  nlohmann::ordered_json index;
  index["schema"] = kSchema;
  index["version"] = kVersion;
  index["mission"] = bundle.mission;
  index["rules"] = bundle.rules;
  index["profile"] = bundle.profile;
  index["limits"] = limits_to_json(bundle.limits);
  if (!bundle.hours.empty()) index["hours"] = hours_to_json(bundle.hours);
  index["entries"] = json::array();
  for (const BundleEntry& entry : bundle.entries) {
    index["entries"].push_back({{"id", entry.id}, {"program_sha256", entry.program_sha256}});
  }
  return index.dump(1) + "\n";
}

/// An archive in memory, to be written or read.
class MemoryZip {
 public:
  MemoryZip(std::string_view bytes, int flags) {
    zip_error_t error;
    ::zip_error_init(&error);
    source_ = ::zip_source_buffer_create(bytes.data(), bytes.size(), 0, &error);
    if (source_ == nullptr) return;
    ::zip_source_keep(source_);
    archive_.reset(::zip_open_from_source(source_, flags, &error));
    if (!archive_) ::zip_source_free(source_);
  }
  MemoryZip(const MemoryZip&) = delete;
  MemoryZip& operator=(const MemoryZip&) = delete;
  ~MemoryZip() {
    archive_.reset();
    ::zip_source_free(source_);
  }

  bool opened() const { return archive_ != nullptr; }

  /// Same name and content give the same bytes: no clock, no user, no folder of ours gets in. Borrows
  /// `content`.
  void add(const std::string& name, std::string_view content) {
    zip_source_t* const source = ::zip_source_buffer(archive_.get(), content.data(), content.size(), 0);
    const zip_int64_t at = ::zip_file_add(archive_.get(), name.c_str(), source, ZIP_FL_ENC_UTF_8);
    if (at < 0) throw std::runtime_error(std::string{"pack "} + name + ": " + ::zip_strerror(archive_.get()));
    const auto index = static_cast<zip_uint64_t>(at);
    constexpr zip_uint16_t kFirstDay = (1 << 5) | 1;  // 1 January 1980, the beginning of ZIP's time
    ::zip_file_set_dostime(archive_.get(), index, 0, kFirstDay, 0);
    ::zip_file_set_external_attributes(archive_.get(), index, 0, ZIP_OPSYS_UNIX, 0100644U << 16);
    ::zip_set_file_compression(archive_.get(), index, ZIP_CM_DEFLATE, 9);
  }

  /// Writes the archive with `comment` and gives its bytes.
  std::string finish(const std::string& comment) {
    ::zip_set_archive_comment(archive_.get(), comment.data(), static_cast<zip_uint16_t>(comment.size()));
    if (::zip_close(archive_.get()) != 0) {
      throw std::runtime_error(std::string{"pack the bundle: "} + ::zip_strerror(archive_.get()));
    }
    // A closed archive frees itself; only a failed close leaves it ours.
    static_cast<void>(archive_.release());
    zip_stat_t status;
    ::zip_stat_init(&status);
    if (::zip_source_open(source_) != 0 || ::zip_source_stat(source_, &status) != 0) {
      throw std::runtime_error("pack the bundle: libzip lost what it wrote");
    }
    std::string bytes(status.size, '\0');
    const zip_int64_t count = ::zip_source_read(source_, bytes.data(), bytes.size());
    ::zip_source_close(source_);
    if (count != static_cast<zip_int64_t>(bytes.size()))
      throw std::runtime_error("pack the bundle: short read");
    return bytes;
  }

  /// The content of a file of the archive, at most `largest` bytes; nothing if it is missing, larger or
  /// damaged.
  std::optional<std::string> read(const std::string& name, std::size_t largest) const {
    zip_stat_t status;
    ::zip_stat_init(&status);
    if (::zip_stat(archive_.get(), name.c_str(), 0, &status) != 0 || status.size > largest)
      return std::nullopt;
    const ZipFile file{::zip_fopen(archive_.get(), name.c_str(), 0)};
    if (!file) return std::nullopt;
    std::string content(status.size, '\0');
    const zip_int64_t count = ::zip_fread(file.get(), content.data(), content.size());
    if (count != static_cast<zip_int64_t>(content.size())) return std::nullopt;
    return content;
  }

 private:
  zip_source_t* source_ = nullptr;
  ZipArchive archive_;
};

BundleEntry read_entry(const json& object, const std::string& where, const MemoryZip& archive) {
  if (!object.is_object()) throw BadInput(where + ": is not a JSON object");
  const JsonFields fields{object, where};
  BundleEntry entry{fields.text("id"), fields.text("program_sha256"), {}};
  if (!is_plain_id(entry.id)) fields.refuse("id", "must be 1–32 letters, digits, _ or -");
  std::optional<std::string> program = archive.read(program_name(entry.id), kLargestProgram);
  if (!program) fields.refuse("id", program_name(entry.id) + " is missing or damaged");
  if (record::sha256_hex(*program) != entry.program_sha256) {
    fields.refuse("program_sha256", program_name(entry.id) + " is another program");
  }
  entry.program = std::move(*program);
  return entry;
}

}  // namespace

std::string encode_bundle(Bundle& bundle, const record::SigningKey* key) {
  MemoryZip archive{{}, ZIP_CREATE | ZIP_TRUNCATE};
  if (!archive.opened()) throw std::runtime_error("pack the bundle: libzip cannot make an archive");
  const std::string index = index_text(bundle);
  archive.add(kIndexName, index);
  for (const BundleEntry& entry : bundle.entries) archive.add(program_name(entry.id), entry.program);
  std::string bytes = archive.finish(std::string(seal_length(key), '0'));
  bytes.resize(bytes.size() - seal_length(key));
  append_seal(bytes, key);
  bundle.signed_by.reset();
  if (key != nullptr) bundle.signed_by = key->public_key();
  bundle.sha256 = record::sha256_hex(bytes);
  return bytes;
}

Bundle decode_bundle(std::string_view bytes, const std::string& name) {
  const std::optional<record::PublicKey> signed_by = check_seal(bytes, name);
  const MemoryZip archive{bytes, ZIP_RDONLY};
  if (!archive.opened()) throw BadInput(name + ": not a ZIP file that can be read");
  const std::optional<std::string> text = archive.read(kIndexName, kLargestIndex);
  if (!text) throw BadInput(name + ": holds no bundle.json; cupola pack makes bundles");
  const std::string where = name + ": bundle.json";
  const json index = parse_object(*text, where);
  const JsonFields fields{index, where};
  fields.expect_schema(kSchema, kVersion);
  Bundle bundle;
  bundle.signed_by = signed_by;
  bundle.mission = fields.text("mission");
  bundle.rules = fields.text("rules");
  bundle.profile = fields.text("profile");
  expect_profile(fields, bundle.profile);
  bundle.limits = limits_from_json(index, where);
  bundle.hours = hours_from_json(index, where);
  const auto entries = index.find("entries");
  if (entries == index.end() || !entries->is_array()) fields.refuse("entries", "is missing");
  std::set<std::string> ids;
  for (const json& each : *entries) {
    bundle.entries.push_back(read_entry(each, where + ": entries", archive));
    if (!ids.insert(bundle.entries.back().id).second) fields.refuse("entries", "hold an id twice");
  }
  bundle.sha256 = record::sha256_hex(bytes);
  return bundle;
}

Bundle read_bundle(const std::filesystem::path& path) {
  return decode_bundle(base::read_whole_file(path, kLargestBundle), path.native());
}

}  // namespace cupola::mission
