#pragma once

#include "certificates/seal/editions.hpp"
#include "certificates/seal/keys.hpp"

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace cupola::seal {

/// What is known to whoever verifies.
struct Evidence {
  std::vector<TrustedKey> keys;
  std::vector<ReplacedList> replaced;       ///< only those signed by one of the keys
  std::string mission;                      ///< certificates of no other are taken; empty: of any
  std::map<std::string, NameHashes> names;  ///< as the mission has them, by entry; empty: not known
  std::map<std::string, std::uint16_t> latest_editions;  ///< as the mission has them, by entry
};

/// Adds what a mission knows: its public key, for itself only; its editions; and the hashes of its entries'
/// names if its name secret is there. Takes no other mission's from now on. Throws mission::BadInput or
/// std::invalid_argument naming the file.
void add_mission(const mission::Mission& mission, Evidence& evidence);

enum class Finding {
  Genuine,
  Replaced,      ///< genuine, but a corrected one was issued since
  Altered,       ///< sealed by a known key, but not what was sealed
  UnknownKey,    ///< sealed by nobody we trust: nothing in it counts
  OtherMission,  ///< genuine, but of another mission than asked for, or than its key may seal for
  NoSeal,        ///< nothing to verify
  Unreadable,    ///< the file is damaged, or none that can hold a certificate
};
/// "genuine", "replaced", "altered", "unknown key", "other mission", "no seal", "unreadable".
std::string_view finding_name(Finding finding);

/// What became of one certificate or code.
struct Judgement {
  Finding finding = Finding::Unreadable;
  std::optional<Payload> payload;    ///< what its code says; true only if the finding is Genuine or Replaced
  std::string key;                   ///< key_id_hex; empty without a code
  std::vector<std::string> altered;  ///< the fields by name: "start", "team", "drawing", "code" …
  std::vector<std::string> details;  ///< why, one line for people each
  std::uint16_t replaced_by = 0;     ///< the edition that counts
  bool genuine() const { return finding == Finding::Genuine; }
};

/// The text of a code, as it was typed or scanned.
Judgement judge_code(std::string_view text, const Evidence& evidence);
/// A PDF, page by page: code, words and drawing must be those that were sealed.
std::vector<Judgement> judge_pdf(std::string_view bytes, const Evidence& evidence);
/// Every code on a photo.
std::vector<Judgement> judge_photo(std::string_view bytes, const Evidence& evidence);
/// A PDF, a photo, or a text file with a code, by what the bytes begin with. Never empty, never throws for
/// what is in the file, std::bad_alloc aside.
std::vector<Judgement> judge_file(std::string_view bytes, const Evidence& evidence);

}  // namespace cupola::seal
