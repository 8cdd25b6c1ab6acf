#pragma once

#include <string>

class QPDFObjectHandle;

namespace cupola::seal {

/// A page's metadata stream (XMP, ISO 32000-1 section 14.3.2); empty if it has none. Throws
/// std::runtime_error for more than 1 MiB of it.
std::string read_metadata(const QPDFObjectHandle& page);

}  // namespace cupola::seal
