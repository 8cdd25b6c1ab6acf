#include "certificates/seal/page_text.hpp"

#include "certificates/seal/glyph_text.hpp"
#include "certificates/seal/page_digest.hpp"
#include "certificates/seal/pdf_read.hpp"

#include <qpdf/BufferInputSource.hh>
#include <qpdf/QPDFObjectHandle.hh>
#include <qpdf/QPDFPageObjectHelper.hh>
#include <qpdf/QPDFTokenizer.hh>
#include <qpdf/QUtil.hh>

#include <array>
#include <charconv>
#include <map>
#include <memory>
#include <optional>

namespace cupola::seal {
namespace {

using Token = QPDFTokenizer::Token;

constexpr std::size_t kMostMarks = 4096;
constexpr std::size_t kMostOperands = 65536;
constexpr std::size_t kLongestToken = std::size_t{1} << 20;

std::string content_of(QPDFObjectHandle page) {
  std::string content;
  for (QPDFObjectHandle& stream : page.getPageContents()) {
    if (!stream.isStream()) continue;
    if (const auto part = unpack(stream, kLargestStream - content.size() - 1)) content += *part + "\n";
    if (content.size() + 1 >= kLargestStream) break;
  }
  return content;
}

/// A text string of a PDF (ISO 32000-1 section 7.9.2.2) as UTF-8.
std::string text_string(const std::string& bytes) {
  return QPDFObjectHandle::newString(bytes).getUTF8Value();
}

/// Follows a content stream from mark to mark and gathers what its texts say.
class TextGatherer {
 public:
  explicit TextGatherer(const QPDFObjectHandle& page)
      : fonts_(QPDFPageObjectHelper(page).getAttribute("/Resources", false)) {
    fonts_ = fonts_.isDictionary() ? fonts_.getKey("/Font") : QPDFObjectHandle::newNull();
  }

  void operand(const Token& token) {
    if (operands_.size() < kMostOperands) operands_.push_back(token);
  }

  void operation(const std::string& name) {
    if (name == "BDC" || name == "BMC") {
      begin_mark();
    } else if (name == "EMC") {
      if (!marks_.empty()) marks_.pop_back();
    } else if (name == "Tf") {
      choose_font();
    } else if (name == "Tj" || name == "TJ" || name == "'" || name == "\"") {
      show();
    }
    operands_.clear();
  }

  std::vector<std::string> take() {
    if (!unmarked_.empty()) texts_.push_back(std::move(unmarked_));
    return std::move(texts_);
  }

 private:
  /// Where what is shown belongs, and whether another text stands for it.
  struct Mark {
    std::optional<std::size_t> id;
    bool spelt_out = false;
  };

  void begin_mark() {
    Mark mark = marks_.empty() ? Mark{} : marks_.back();
    for (std::size_t i = 0; i + 1 < operands_.size(); ++i) {
      const Token& value = operands_[i + 1];
      if (operands_[i].getValue() == "/MCID") mark.id = number(value.getValue());
      if (operands_[i].getValue() == "/ActualText" && value.getType() == QPDFTokenizer::tt_string) {
        if (!mark.spelt_out) add(mark.id, text_string(value.getValue()));
        mark.spelt_out = true;
      }
    }
    if (marks_.size() < kMostMarks) marks_.push_back(mark);
  }

  static std::optional<std::size_t> number(const std::string& digits) {
    std::size_t value = 0;
    const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), value);
    return error == std::errc() && value < kMostMarks ? std::optional(value) : std::nullopt;
  }

  void choose_font() {
    font_ = nullptr;
    if (operands_.size() < 2) return;
    const std::string& name = operands_[operands_.size() - 2].getValue();
    if (const auto found = maps_.find(name); found != maps_.end()) {
      font_ = &found->second;
    } else {
      font_ = &maps_.emplace(name, read_font(name)).first->second;
    }
  }

  GlyphText read_font(const std::string& name) {
    if (!fonts_.isDictionary() || !fonts_.getKey(name).isDictionary()) return {};
    QPDFObjectHandle map = fonts_.getKey(name).getKey("/ToUnicode");
    if (!map.isStream()) return {};
    return GlyphText(unpack(map, kLargestStream).value_or(std::string()));
  }

  void show() {
    const Mark mark = marks_.empty() ? Mark{} : marks_.back();
    if (mark.spelt_out || font_ == nullptr) return;
    for (const Token& token : operands_) {
      if (token.getType() == QPDFTokenizer::tt_string) add(mark.id, font_->text(token.getValue()));
    }
  }

  void add(std::optional<std::size_t> id, const std::string& text) {
    const std::string solid = without_space(text);
    if (solid.empty()) return;
    if (id && *id >= texts_.size()) texts_.resize(*id + 1);
    (id ? texts_[*id] : unmarked_) += solid;
  }

  QPDFObjectHandle fonts_;
  std::map<std::string, GlyphText> maps_;
  const GlyphText* font_ = nullptr;
  std::vector<Token> operands_;
  std::vector<Mark> marks_;
  std::vector<std::string> texts_;
  std::string unmarked_;
};

}  // namespace

std::string without_space(std::string_view text) {
  constexpr std::string_view kNoBreak = "\xc2\xa0";
  std::string solid;
  while (!text.empty()) {
    const bool no_break = text.substr(0, kNoBreak.size()) == kNoBreak;
    const bool space = no_break || (text.front() >= '\t' && text.front() <= '\r') || text.front() == ' ';
    if (!space) solid += text.front();
    text.remove_prefix(no_break ? kNoBreak.size() : 1);
  }
  return solid;
}

std::vector<std::string> page_texts(const QPDFObjectHandle& page) {
  TextGatherer gatherer(page);
  const auto input = std::make_shared<BufferInputSource>("content", content_of(page));
  QPDFTokenizer tokenizer;
  tokenizer.allowEOF();
  for (;;) {
    const Token token = tokenizer.readToken(input, "content", true, kLongestToken);
    if (token.getType() == QPDFTokenizer::tt_eof) break;
    if (token.getType() == QPDFTokenizer::tt_word) {
      gatherer.operation(token.getValue());
      if (token.getValue() == "ID") tokenizer.expectInlineImage(input);
    } else {
      gatherer.operand(token);
    }
  }
  return gatherer.take();
}

}  // namespace cupola::seal
