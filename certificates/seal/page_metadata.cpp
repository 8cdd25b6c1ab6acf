#include "certificates/seal/page_metadata.hpp"

#include "certificates/seal/pdf_stream.hpp"

#include <qpdf/QPDF.hh>
#include <qpdf/QPDFObjectHandle.hh>

namespace cupola::seal {

void write_metadata(QPDF& document, const QPDFObjectHandle& page, const std::string& xmp) {
  QPDFObjectHandle metadata = document.newStream(xmp);
  metadata.getDict().replaceKey("/Type", QPDFObjectHandle::newName("/Metadata"));
  metadata.getDict().replaceKey("/Subtype", QPDFObjectHandle::newName("/XML"));
  QPDFObjectHandle handle = page;
  handle.replaceKey("/Metadata", metadata);
  QPDFObjectHandle root = document.getRoot();
  if (!root.hasKey("/Metadata")) root.replaceKey("/Metadata", metadata);
}

std::string read_metadata(const QPDFObjectHandle& page) {
  constexpr std::size_t kLargest = std::size_t{1} << 20;
  QPDFObjectHandle handle = page;
  QPDFObjectHandle metadata = handle.getKey("/Metadata");
  if (!metadata.isStream()) return {};
  return unpack(metadata, kLargest).value_or(std::string());
}

}  // namespace cupola::seal
