#pragma once

#include <map>
#include <string>
#include <string_view>

namespace cupola::ui {

/// The words of the window in one language. The English text is the key, so English is always complete.
class Catalogue {
 public:
  /// English.
  Catalogue() = default;
  /// `translations`: English text to the other language's; what is missing stays English.
  explicit Catalogue(std::map<std::string, std::string, std::less<>> translations)
      : translations_(std::move(translations)) {}

  /// The text to show; valid for as long as the catalogue and `english` are.
  const char* operator()(const char* english) const {
    const auto found = translations_.find(std::string_view(english));
    return found == translations_.end() ? english : found->second.c_str();
  }

 private:
  std::map<std::string, std::string, std::less<>> translations_;
};

}  // namespace cupola::ui
