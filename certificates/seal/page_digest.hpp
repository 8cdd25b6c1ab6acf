#pragma once

#include "certificates/seal/digest.hpp"
#include "certificates/seal/pdf_value.hpp"

#include <cstddef>
#include <functional>
#include <map>
#include <string_view>

namespace cupola::seal {

/// The most bytes one stream of a page may unpack to: a picture at 300 dots per inch is half of that.
inline constexpr std::size_t kLargestStream = std::size_t{64} << 20;

/// Hashes what a page of a PDF draws (docs/seal.md): everything its dictionary leads to, unpacked and in a
/// fixed order, so that numbering and compression do not count and every line, glyph, picture and annotation
/// does. For one document; what pages share is hashed once.
class PageDigester {
 public:
  /// Where the objects are. References must lead to dictionaries, arrays and streams only: of smaller values
  /// it does not count whether they are objects of their own.
  struct Source {
    std::function<PdfObject(PdfReference)> object;  ///< of a stream without its bytes
    std::function<PdfBytes(PdfReference)> bytes;    ///< of a stream
  };
  explicit PageDigester(Source source);

  /// Of an object that is already known (the map under every certificate): it is not fetched again.
  void know(PdfReference object, const Digest& digest);
  /// Of one object and everything it leads to. Throws std::runtime_error for what nobody draws: nested deeper
  /// than 100. Passes on what `source` throws.
  Digest object(PdfReference object);
  /// Of a page, without what is about it (metadata, its place in the document, an invisible signature field).
  /// `page` holds what it inherits from the page tree too. Throws as `object` does.
  Digest page(PdfReference number, const PdfDictionary& page);

 private:
  void add(Sha256& hash, const PdfValue& value, int depth);
  void add_dictionary(Sha256& hash, const PdfDictionary& dictionary, bool packed, int depth);
  void add_bytes(Sha256& hash, const PdfDictionary& dictionary, PdfReference stream, int depth);
  Digest reference(PdfReference object, int depth);
  PdfObject resolved(const PdfValue& value) const;
  bool looks_like_a_signature(const PdfValue& annotation) const;
  bool is_invisible_signature(const PdfValue& annotation);

  Source source_;
  std::map<PdfReference, Digest> known_;
  std::map<PdfReference, bool> signatures_;  ///< which annotations were looked at, and are invisible ones
};

}  // namespace cupola::seal
