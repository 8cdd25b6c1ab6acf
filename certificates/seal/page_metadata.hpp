#pragma once

#include <string>

class QPDF;
class QPDFObjectHandle;

namespace cupola::seal {

/// Gives a page this metadata stream (XMP, ISO 32000-1 section 14.3.2), and the document the same if it has
/// none.
void write_metadata(QPDF& document, const QPDFObjectHandle& page, const std::string& xmp);

/// A page's metadata; empty if it has none. Throws std::runtime_error for more than 1 MiB of it.
std::string read_metadata(const QPDFObjectHandle& page);

}  // namespace cupola::seal
