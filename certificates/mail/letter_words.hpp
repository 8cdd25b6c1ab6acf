#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace cupola::mail {

struct Letter;

/// What a letter says in one language (words.json); {mission}, {name} and {sender} are filled in.
struct LetterWords {
  std::string subject;
  std::string greeting;        ///< with a name
  std::string greeting_plain;  ///< without
  std::string attached;        ///< before the list of teams
  std::string genuine;         ///< what the QR code is for
  std::string mistake;         ///< what to do about a misspelt name
  std::string closing;
};

/// The languages there are words in: "cs", "da", …
std::vector<std::string> languages();
/// Throws std::invalid_argument for a language that is not among them.
LetterWords letter_words(std::string_view language);

std::string subject_of(const Letter& letter, const LetterWords& words, const std::string& mission_name);
/// `sender` may be empty.
std::string body_of(const Letter& letter, const LetterWords& words, const std::string& sender);

}  // namespace cupola::mail
