// CCSDS 505.0 (NDM/XML), as far as an element set needs it: the text of every innermost element between <omm>
// and
// </omm> is a field under the element's name. Attributes, comments and declarations are passed over.
#include "certificates/orbit/omm.hpp"
#include "certificates/orbit/text.hpp"

#include <algorithm>
#include <utility>

namespace cupola::orbit {
namespace {

/// "ns:omm" without its prefix.
std::string_view local_name(std::string_view tag) {
  tag = tag.substr(0, tag.find_first_of(" \t\r\n/"));
  const std::size_t colon = tag.find(':');
  return colon == std::string_view::npos ? tag : tag.substr(colon + 1);
}

std::string unescaped(std::string_view text) {
  static constexpr std::pair<std::string_view, char> kEntities[] = {
      {"&amp;", '&'}, {"&lt;", '<'}, {"&gt;", '>'}, {"&quot;", '"'}, {"&apos;", '\''}};
  std::string result;
  while (!text.empty()) {
    const auto* found = std::find_if(std::begin(kEntities), std::end(kEntities), [&](const auto& entity) {
      return text.substr(0, entity.first.size()) == entity.first;
    });
    const bool is_entity = found != std::end(kEntities);
    result += is_entity ? found->second : text.front();
    text.remove_prefix(is_entity ? found->first.size() : 1);
  }
  return result;
}

class XmlReader {
 public:
  explicit XmlReader(std::string_view text) : text_{text} {}

  OmmRecords read() {
    while (true) {
      const std::string_view content = until("<");
      if (rest().empty()) break;
      if (!tag(content)) return std::move(result_);
    }
    if (inside_) result_.problems.push_back({line_, "XML: is cut short: <omm> has no </omm>"});
    return std::move(result_);
  }

 private:
  std::string_view rest() const { return text_.substr(at_); }

  /// What stands before `mark`; goes to it, or to the end.
  std::string_view until(std::string_view mark) {
    const std::size_t end = std::min(text_.find(mark, at_), text_.size());
    const std::string_view passed = text_.substr(at_, end - at_);
    line_ += static_cast<int>(std::count(passed.begin(), passed.end(), '\n'));
    at_ = end;
    return passed;
  }

  bool tag(std::string_view content) {
    const bool comment = rest().substr(0, 4) == "<!--";
    const std::string_view end = comment ? "-->" : ">";
    ++at_;
    const std::string_view inside = until(end);
    if (rest().empty()) {
      result_.problems.push_back({line_, "XML: is cut short within a tag"});
      return false;
    }
    at_ += end.size();
    if (comment || inside.empty() || inside.front() == '?' || inside.front() == '!') return true;
    if (inside.front() == '/')
      close(local_name(inside.substr(1)), content);
    else
      open(inside);
    return true;
  }

  void open(std::string_view inside) {
    innermost_ = local_name(inside);
    if (innermost_ == "omm") {
      inside_ = true;
      record_.clear();
    }
    if (inside.back() == '/') innermost_ = {};
  }

  void close(std::string_view name, std::string_view content) {
    if (inside_ && name == innermost_ && !trimmed(content).empty()) {
      record_.push_back({std::string{name}, unescaped(trimmed(content)), line_});
    }
    innermost_ = {};
    if (name != "omm" || !inside_) return;
    inside_ = false;
    result_.records.push_back(std::move(record_));
    record_.clear();
  }

  std::string_view text_;
  std::size_t at_ = 0;
  int line_ = 1;
  bool inside_ = false;
  std::string_view innermost_;
  OmmRecord record_;
  OmmRecords result_;
};

}  // namespace

OmmRecords read_xml_records(std::string_view text) { return XmlReader{text}.read(); }

}  // namespace cupola::orbit
