#pragma once

#include <cstddef>
#include <optional>
#include <string>

class QPDFObjectHandle;

namespace cupola::seal {

/// The unpacked bytes of a stream; nothing if it has a filter that is not for packing alone (a JPEG). Throws
/// std::runtime_error for more than `largest` bytes, without unpacking them.
std::optional<std::string> unpack(const QPDFObjectHandle& stream, std::size_t largest);

}  // namespace cupola::seal
