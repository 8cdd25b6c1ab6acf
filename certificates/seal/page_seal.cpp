#include "certificates/seal/page_seal.hpp"

#include "certificates/seal/base32.hpp"
#include "certificates/seal/page_text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <stdexcept>
#include <variant>

namespace cupola::seal {
namespace {

constexpr std::string_view kFirstLine = "cupola-page 1";
constexpr std::size_t kHashDigits = 16;
constexpr std::size_t kMostTexts = 4096;
constexpr std::string_view kBegin = "<cupola:statement>";
constexpr std::string_view kEnd = "</cupola:statement>";
constexpr std::string_view kBeginSignature = "<cupola:signature>";
constexpr std::string_view kEndSignature = "</cupola:signature>";

/// Takes lines apart from the first to the last.
class LineReader {
 public:
  explicit LineReader(std::string_view lines) : rest_(lines) {}

  /// What follows `word` and a space on the next line; nothing if that line begins otherwise.
  std::optional<std::string_view> after(std::string_view word) {
    const std::size_t end = rest_.find('\n');
    if (end == std::string_view::npos || !rest_.starts_with(word)) return std::nullopt;
    std::string_view line = rest_.substr(word.size(), end - std::min(end, word.size()));
    if (line.empty() || line.front() != ' ') return std::nullopt;
    rest_.remove_prefix(end + 1);
    return line.substr(1);
  }
  bool at_end() const { return rest_.empty(); }

 private:
  std::string_view rest_;
};

bool is_hex(std::string_view text, std::size_t digits) {
  return text.size() == digits && text.find_first_not_of("0123456789abcdef") == std::string_view::npos;
}

bool is_field(std::string_view text) {
  return !text.empty() && text.size() <= 32 &&
         text.find_first_not_of("abcdefghijklmnopqrstuvwxyz-") == std::string_view::npos;
}

/// "3 team 0123456789abcdef".
std::optional<SealedText> read_text(std::string_view line) {
  SealedText text;
  const auto [end, error] = std::from_chars(line.data(), line.data() + line.size(), text.mark);
  if (error != std::errc() || text.mark >= kMostTexts) return std::nullopt;
  line.remove_prefix(static_cast<std::size_t>(end - line.data()));
  const std::size_t space = line.rfind(' ');
  if (space == std::string_view::npos || space == 0 || line.front() != ' ') return std::nullopt;
  text.field = line.substr(1, space - 1);
  text.hash = line.substr(space + 1);
  return is_field(text.field) && is_hex(text.hash, kHashDigits) ? std::optional(text) : std::nullopt;
}

std::string xmp(const std::string& lines, const record::Signature& signature) {
  const std::string_view bytes(reinterpret_cast<const char*>(signature.data()), signature.size());
  return fmt::format(
      "<?xpacket begin=\"\xef\xbb\xbf\" id=\"W5M0MpCehiHzreSzNTczkc9d\"?>\n"
      "<x:xmpmeta xmlns:x=\"adobe:ns:meta/\">"
      "<rdf:RDF xmlns:rdf=\"http://www.w3.org/1999/02/22-rdf-syntax-ns#\">"
      "<rdf:Description rdf:about=\"\" xmlns:cupola=\"urn:x-cupola:seal:1\">\n"
      "{}{}{}\n{}{}{}\n</rdf:Description></rdf:RDF></x:xmpmeta>\n<?xpacket end=\"r\"?>",
      kBegin, lines, kEnd, kBeginSignature, to_base32(bytes), kEndSignature);
}

/// What stands once between two tags; nothing if it does not, or does twice.
std::optional<std::string> between(std::string_view text, std::string_view begin, std::string_view end) {
  const std::size_t from = text.find(begin);
  if (from == std::string_view::npos || text.find(begin, from + 1) != std::string_view::npos)
    return std::nullopt;
  const std::size_t to = text.find(end, from);
  if (to == std::string_view::npos) return std::nullopt;
  return std::string(text.substr(from + begin.size(), to - from - begin.size()));
}

std::string field_of(const std::string& text, const KnownTexts& known) {
  const auto found = std::find_if(known.begin(), known.end(), [&](const auto& each) {
    return !text.empty() && without_space(each.second) == text;
  });
  return found == known.end() ? "text" : found->first;
}

std::vector<SealedText> hash_texts(const std::vector<std::string>& texts, const KnownTexts& known) {
  std::vector<SealedText> sealed;
  for (std::size_t i = 0; i < texts.size(); ++i) {
    if (texts[i].empty()) continue;
    sealed.push_back({.mark = i, .field = field_of(texts[i], known), .hash = text_hash(texts[i])});
  }
  return sealed;
}

}  // namespace

std::string text_hash(std::string_view text_without_space) {
  return hex(sha256(text_without_space)).substr(0, kHashDigits);
}

std::string to_lines(const Statement& statement) {
  std::string lines =
      fmt::format("{}\ncode {}\npage {}\nteam {}\nmembers {}\nschool {}\n", kFirstLine, statement.code,
                  statement.page, statement.names.team, statement.names.members, statement.names.school);
  for (const SealedText& text : statement.texts)
    lines += fmt::format("text {} {} {}\n", text.mark, text.field, text.hash);
  return lines;
}

std::optional<Statement> from_lines(std::string_view lines) {
  LineReader reader(lines);
  if (reader.after("cupola-page") != "1") return std::nullopt;
  Statement statement;
  constexpr std::size_t kDigits = 64;
  const auto code = reader.after("code");
  const auto page = reader.after("page");
  const auto team = reader.after("team");
  const auto members = reader.after("members");
  const auto school = reader.after("school");
  for (const auto& each : {page, team, members, school})
    if (!each || !is_hex(*each, kDigits)) return std::nullopt;
  if (!code) return std::nullopt;
  statement.code = *code;
  statement.page = *page;
  statement.names = {std::string(*team), std::string(*members), std::string(*school)};
  while (const auto line = reader.after("text")) {
    const std::optional<SealedText> text = read_text(*line);
    if (!text || statement.texts.size() >= kMostTexts) return std::nullopt;
    statement.texts.push_back(*text);
  }
  return reader.at_end() ? std::optional(std::move(statement)) : std::nullopt;
}

bool PageSeal::is_signed_by(const record::PublicKey& key) const {
  return record::verify(lines, signature, key);
}

std::string seal_metadata(const Digest& drawing, const std::vector<std::string>& texts,
                          const PageFacts& facts, const record::SigningKey& key) {
  const auto code = read_code(facts.code);
  if (!std::holds_alternative<Code>(code)) throw std::invalid_argument(std::get<std::string>(code));
  const std::string lines = to_lines({.code = std::get<Code>(code).text,
                                      .page = hex(drawing),
                                      .names = facts.names,
                                      .texts = hash_texts(texts, facts.known)});
  return xmp(lines, key.sign(lines));
}

std::optional<PageSeal> read_page_seal(std::string_view metadata) {
  const auto lines = between(metadata, kBegin, kEnd);
  const auto encoded = between(metadata, kBeginSignature, kEndSignature);
  const auto signature = encoded ? from_base32(*encoded) : std::nullopt;
  PageSeal seal;
  if (!lines || !signature || signature->size() != seal.signature.size()) return std::nullopt;
  seal.lines = *lines;
  std::copy(signature->begin(), signature->end(), seal.signature.begin());
  return seal;
}

}  // namespace cupola::seal
