#include "certificates/seal/page_metadata.hpp"

#include "certificates/seal/pdf_read.hpp"

#include <qpdf/QPDFObjectHandle.hh>

namespace cupola::seal {

std::string read_metadata(const QPDFObjectHandle& page) {
  constexpr std::size_t kLargest = std::size_t{1} << 20;
  QPDFObjectHandle handle = page;
  QPDFObjectHandle metadata = handle.getKey("/Metadata");
  if (!metadata.isStream()) return {};
  return unpack(metadata, kLargest).value_or(std::string());
}

}  // namespace cupola::seal
