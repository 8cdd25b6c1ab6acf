#pragma once

#include <cstddef>
#include <string>

namespace cupola::seal {

/// A PDF with an empty signature, to be filled in.
struct UnsignedPdf {
  std::string bytes;
  std::size_t contents = 0;  ///< where "<000…>" begins
  std::size_t length = 0;    ///< of that, both brackets included
  std::string before() const { return bytes.substr(0, contents); }
  std::string after() const { return bytes.substr(contents + length); }
};

/// Adds an invisible signature field with room for `signature_bytes`. `when`: "D:20180201090000Z". Its byte
/// range is final: all but `contents`. Throws std::runtime_error if `pdf` is none.
UnsignedPdf add_signature_field(const std::string& pdf, const std::string& when, std::size_t signature_bytes);

}  // namespace cupola::seal
