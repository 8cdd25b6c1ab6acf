#pragma once

#include "certificates/seal/digest.hpp"
#include "certificates/seal/keys.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace cupola::seal {

/// One marked text of a page, for saying by name which of them was altered.
struct SealedText {
  std::size_t mark = 0;  ///< its MCID
  std::string field;     ///< "team", "start" …: [a-z-]{1,32}; "text" for all others
  std::string hash;      ///< first 16 hexadecimal digits of the SHA-256 of the text without white space
  friend bool operator==(const SealedText&, const SealedText&) = default;
};

/// What is sealed of a whole page: its code, what it draws, what it says, whose names it bears.
struct Statement {
  std::string code;  ///< base 32, without prefix
  std::string page;  ///< PageDigester::page, 64 hexadecimal digits
  NameHashes names;
  std::vector<SealedText> texts;
};

/// The statement as the lines that are signed (docs/seal.md), and back; nothing for anything else.
std::string to_lines(const Statement& statement);
std::optional<Statement> from_lines(std::string_view lines);

/// A statement as it stands in a page's metadata.
struct PageSeal {
  std::string lines;
  record::Signature signature{};
  bool is_signed_by(const record::PublicKey& key) const;
};

/// The fields whose words a caller knows: {"team", "Αστέρια"}. A marked text that says just this gets that
/// name.
using KnownTexts = std::vector<std::pair<std::string, std::string>>;

struct PageFacts {
  std::string code;  ///< of `make_code`, with its prefix
  NameHashes names;
  KnownTexts known;
};

/// The metadata (XMP) that seals a page: its statement, signed. `drawing` is its PageDigester::page, `texts`
/// are its `page_texts`. Equal pages and keys give equal seals. Throws std::invalid_argument for a code that
/// is none.
std::string seal_metadata(const Digest& drawing, const std::vector<std::string>& texts,
                          const PageFacts& facts, const record::SigningKey& key);

/// The seal in a page's metadata (XMP); nothing if there is none that can be read.
std::optional<PageSeal> read_page_seal(std::string_view metadata);

/// The hash of one text as a statement has it.
std::string text_hash(std::string_view text_without_space);

}  // namespace cupola::seal
