#pragma once

#include "certificates/seal/page_digest.hpp"
#include "certificates/seal/pdf_value.hpp"

#include <cstddef>
#include <optional>
#include <string>

class QPDF;
class QPDFObjectHandle;

namespace cupola::seal {

/// The unpacked bytes of a stream; nothing if it has a filter that is not for packing alone (a JPEG). Throws
/// std::runtime_error for more than `largest` bytes, without unpacking them.
std::optional<std::string> unpack(const QPDFObjectHandle& stream, std::size_t largest);

/// A value that qpdf read. What is an object of its own stays a reference, but for values that hold no others
/// (numbers, names …).
PdfValue read_value(const QPDFObjectHandle& handle);

/// Reads the objects of a document, which must outlive it; null for a number that it does not have. `bytes`
/// throws std::runtime_error for a stream that unpacks to more than `kLargestStream`.
PageDigester::Source objects_of(QPDF& document);

/// A page's dictionary with what it inherits from the page tree (ISO 32000-1 table 30). Throws
/// std::runtime_error if it is none.
PdfDictionary read_page(const QPDFObjectHandle& page);

PdfReference number_of(const QPDFObjectHandle& object);

}  // namespace cupola::seal
