#pragma once

#include <map>
#include <optional>
#include <string>
#include <tuple>
#include <utility>
#include <variant>
#include <vector>

// The objects of a PDF (ISO 32000-1, 7.3) as plain data: what is hashed of a page, and what a page is written
// from. Clang reads this as C++17 where qpdf's headers are near.

namespace cupola::seal {

/// An object of its own, by number.
struct PdfReference {
  int object = 0;
  int generation = 0;
  friend bool operator<(const PdfReference& a, const PdfReference& b) {
    return std::tie(a.object, a.generation) < std::tie(b.object, b.generation);
  }
};
/// With its slash, decoded.
struct PdfName {
  std::string text;
};
/// As it stands in the file.
struct PdfNumber {
  std::string text;
};
/// Decoded bytes.
struct PdfString {
  std::string bytes;
};

struct PdfValue;
using PdfArray = std::vector<PdfValue>;
/// By name, each with its slash, in order of their bytes.
using PdfDictionary = std::map<std::string, PdfValue>;

/// One of PDF's types; without a value it is null.
struct PdfValue {
  std::variant<std::monostate, bool, PdfNumber, PdfName, PdfString, PdfArray, PdfDictionary, PdfReference>
      value;

  PdfValue() = default;
  explicit PdfValue(bool of) : value(of) {}
  PdfValue(PdfNumber of) : value(std::move(of)) {}
  PdfValue(PdfName of) : value(std::move(of)) {}
  PdfValue(PdfString of) : value(std::move(of)) {}
  PdfValue(PdfArray of) : value(std::move(of)) {}
  PdfValue(PdfDictionary of) : value(std::move(of)) {}
  PdfValue(PdfReference of) : value(of) {}

  template <class T>
  const T* as() const {
    return std::get_if<T>(&value);
  }
  bool is_name(const char* text) const {
    const auto* name = as<PdfName>();
    return name != nullptr && name->text == text;
  }
};

/// The bytes of a stream; those packed with something other than Flate and its like stay `raw`.
struct PdfBytes {
  std::string bytes;
  bool raw = false;
};

/// A value that others refer to by number. A stream's value is its dictionary.
struct PdfObject {
  PdfValue value;
  std::optional<PdfBytes> stream;
};

}  // namespace cupola::seal
