#pragma once

#include "certificates/seal/pdf_value.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace cupola::page {

using seal::PdfArray;
using seal::PdfDictionary;
using seal::PdfName;
using seal::PdfNumber;
using seal::PdfObject;
using seal::PdfReference;
using seal::PdfString;
using seal::PdfValue;

/// Appends `value` rounded to `unit`-ths (100: two decimals) without needless zeros.
void add_number(std::string& to, double value, unsigned long unit = 100);
PdfNumber pdf_number(long value);
PdfNumber pdf_number(double value, unsigned long unit);
/// Valid UTF-8 as UTF-16, big end first.
std::string utf16(std::string_view text);
/// Valid UTF-8 as a text string (ISO 32000-1, 7.9.2.2).
PdfString pdf_text(std::string_view text);
/// The value as it stands in a file.
void add_value(std::string& to, const PdfValue& value);

/// A PDF 1.7 file while it is put together: objects by number, then all of them at once, the small ones
/// packed together (ISO 32000-1, 7.5.7). Equal objects give equal bytes.
class PdfWriter {
 public:
  /// A number for an object to come.
  PdfReference reserve();
  void set(PdfReference number, PdfObject object);
  PdfReference add(PdfObject object);
  /// A stream of `bytes`, which are packed when the file is written.
  PdfReference add_stream(PdfDictionary dictionary, std::string bytes);
  /// A stream of bytes that are written as they are; the dictionary says how they are packed.
  PdfReference add_raw_stream(PdfDictionary dictionary, std::string bytes);
  const PdfObject& at(PdfReference number) const;

  /// The bytes of the file. `trailer`: /Root, /Info, /ID (ISO 32000-1, 7.5.5). Throws std::runtime_error if
  /// zlib fails, std::bad_alloc without memory.
  std::string finish(PdfDictionary trailer) const;

 private:
  std::vector<PdfObject> objects_;  ///< number 1 first
};

/// Thorough takes a hundred times longer, for what is packed once and written often.
enum class Packing { Quick, Thorough };
/// Packed for Flate (RFC 1950). Throws std::bad_alloc.
std::string pack(std::string_view bytes, Packing packing);

}  // namespace cupola::page
