// RFC 8259, as far as an element set needs it: every object becomes a record of its plain values. The
// elements of an array are records of their own; an object within an object adds to it. Neither files nor a
// JSON library belong into this folder (it also runs in the browser).
#include "certificates/orbit/omm.hpp"

#include <utility>

namespace cupola::orbit {
namespace {

constexpr int kDeepest = 32;

class JsonReader {
 public:
  explicit JsonReader(std::string_view text) : text_{text} {
    if (text_.substr(0, 3) == "\xEF\xBB\xBF") at_ = 3;
  }

  OmmRecords read() {
    OmmRecord record;
    const bool good = value(record, {}, 0);
    if (!record.empty()) result_.records.push_back(std::move(record));
    skip_blanks();
    if (good && at_ < text_.size()) fail("goes on after its end");
    return std::move(result_);
  }

 private:
  bool fail(const char* what) {
    if (result_.problems.empty()) result_.problems.push_back({line_, std::string{"JSON: "} + what});
    return false;
  }

  void skip_blanks() {
    for (; at_ < text_.size(); ++at_) {
      const char c = text_[at_];
      if (c == '\n') ++line_;
      if (c != ' ' && c != '\t' && c != '\r' && c != '\n') return;
    }
  }
  bool take(char wanted) {
    skip_blanks();
    if (at_ >= text_.size() || text_[at_] != wanted) return false;
    ++at_;
    return true;
  }

  bool value(OmmRecord& record, const std::string& keyword, int depth) {
    if (depth > kDeepest) return fail("is nested too deeply");
    if (take('{')) return object(record, depth);
    if (take('[')) return array(depth);
    const int line = line_;
    std::string plain;
    if (take('"') ? !text(plain) : !word(plain)) return false;
    if (!keyword.empty() && plain != "null") record.push_back({keyword, std::move(plain), line});
    return true;
  }

  bool object(OmmRecord& record, int depth) {
    if (take('}')) return true;
    do {
      std::string keyword;
      if (!take('"')) return fail("expected a name in quotes");
      if (!text(keyword)) return false;
      if (!take(':')) return fail("expected ':' after a name");
      if (!value(record, keyword, depth + 1)) return false;
    } while (take(','));
    return take('}') || fail("is cut short or misses ',' or '}'");
  }

  bool array(int depth) {
    if (take(']')) return true;
    do {
      OmmRecord record;
      const bool good = value(record, {}, depth + 1);
      if (good && !record.empty()) result_.records.push_back(std::move(record));
      if (!good) return false;
    } while (take(','));
    return take(']') || fail("is cut short or misses ',' or ']'");
  }

  /// The rest of a string, after its opening quote. Escaped letters beyond ASCII become '?': only names have
  /// them.
  bool text(std::string& into) {
    for (; at_ < text_.size(); ++at_) {
      const char c = text_[at_];
      if (c == '"') return ++at_, true;
      if (c == '\n') break;
      if (c != '\\') {
        into += c;
        continue;
      }
      if (++at_ >= text_.size()) break;
      into += unescaped(text_[at_]);
      if (text_[at_] == 'u') at_ += 4;
    }
    return fail("a text has no closing quote");
  }
  static char unescaped(char c) {
    if (c == 'n' || c == 't' || c == 'r' || c == 'b' || c == 'f') return ' ';
    return c == 'u' ? '?' : c;
  }

  bool word(std::string& into) {
    skip_blanks();
    constexpr std::string_view kWord = "+-.0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ";
    while (at_ < text_.size() && kWord.find(text_[at_]) != std::string_view::npos) into += text_[at_++];
    return !into.empty() || fail(at_ < text_.size() ? "expected a value" : "is cut short");
  }

  std::string_view text_;
  std::size_t at_ = 0;
  int line_ = 1;
  OmmRecords result_;
};

}  // namespace

OmmRecords read_json_records(std::string_view text) { return JsonReader{text}.read(); }

}  // namespace cupola::orbit
