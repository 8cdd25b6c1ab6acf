#pragma once

#include "certificates/seal/digest.hpp"

#include <cstddef>
#include <map>
#include <string_view>
#include <utility>

class QPDFObjectHandle;

namespace cupola::seal {

/// The most bytes one stream of a page may unpack to: a picture at 300 dots per inch is half of that.
inline constexpr std::size_t kLargestStream = std::size_t{64} << 20;

/// Hashes what a page of a PDF draws (docs/seal.md): everything its dictionary leads to, unpacked and in a
/// fixed order, so that numbering and compression do not count and every line, glyph, picture and annotation
/// does. For one document; what pages share is hashed once.
class PageDigester {
 public:
  /// Of an object that is already known (the map under every certificate): it is not unpacked again.
  void know(const QPDFObjectHandle& object, const Digest& digest);
  /// Of one indirect object and everything it leads to. Throws std::runtime_error for what nobody draws:
  /// nested deeper than 100, or a stream that unpacks to more than kLargestStream.
  Digest object(const QPDFObjectHandle& object);
  /// Of a page, without what is about it (metadata, its place in the document, an invisible signature field).
  /// Throws as `object` does.
  Digest page(const QPDFObjectHandle& handle);

 private:
  void add(Sha256& hash, QPDFObjectHandle object, int depth);
  void add_dictionary(Sha256& hash, QPDFObjectHandle object, int depth);
  void add_stream(Sha256& hash, QPDFObjectHandle object, int depth);
  void add_text(Sha256& hash, char kind, std::string_view text);
  Digest reference(QPDFObjectHandle object, int depth);

  std::map<std::pair<int, int>, Digest> known_;
};

}  // namespace cupola::seal
