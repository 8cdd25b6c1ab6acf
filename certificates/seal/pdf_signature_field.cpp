#include "certificates/seal/pdf_signature_field.hpp"

#include <qpdf/Buffer.hh>
#include <qpdf/QPDF.hh>
#include <qpdf/QPDFObjectHandle.hh>
#include <qpdf/QPDFPageDocumentHelper.hh>
#include <qpdf/QPDFPageObjectHelper.hh>
#include <qpdf/QPDFWriter.hh>

#include <stdexcept>

namespace cupola::seal {
namespace {

// As long as any offset that may have to stand there: files up to 10 GB.
constexpr const char* kRoom = "[ 0 9999999999 9999999999 9999999999 ]";

QPDFObjectHandle empty_signature(QPDF& document, const std::string& when, std::size_t signature_bytes) {
  QPDFObjectHandle signature =
      QPDFObjectHandle::parse("<< /Type /Sig /Filter /Adobe.PPKLite /SubFilter /ETSI.CAdES.detached >>");
  signature.replaceKey("/ByteRange", QPDFObjectHandle::parse(kRoom));
  signature.replaceKey("/Contents", QPDFObjectHandle::newString(std::string(signature_bytes, '\0')));
  signature.replaceKey("/M", QPDFObjectHandle::newString(when));
  return document.makeIndirectObject(signature);
}

void add_field(QPDF& document, const QPDFObjectHandle& signature) {
  QPDFObjectHandle page = QPDFPageDocumentHelper(document).getAllPages().at(0).getObjectHandle();
  // 132: printed (which shows nothing, for its box is empty) and locked.
  QPDFObjectHandle field = document.makeIndirectObject(QPDFObjectHandle::parse(
      "<< /Type /Annot /Subtype /Widget /FT /Sig /T (Signature) /F 132 /Rect [ 0 0 0 0 ] >>"));
  field.replaceKey("/P", page);
  field.replaceKey("/V", signature);
  QPDFObjectHandle annotations = page.getKey("/Annots");
  if (!annotations.isArray()) annotations = QPDFObjectHandle::newArray();
  annotations.appendItem(field);
  page.replaceKey("/Annots", annotations);
  QPDFObjectHandle form = QPDFObjectHandle::parse("<< /SigFlags 3 >>");
  form.replaceKey("/Fields", QPDFObjectHandle::newArray({field}));
  document.getRoot().replaceKey("/AcroForm", document.makeIndirectObject(form));
}

std::string write(QPDF& document) {
  QPDFWriter writer(document);
  writer.setOutputMemory();
  writer.setDeterministicID(true);
  writer.setObjectStreamMode(qpdf_o_generate);
  writer.setStreamDataMode(qpdf_s_preserve);
  writer.write();
  const auto buffer = writer.getBufferSharedPointer();
  return {reinterpret_cast<const char*>(buffer->getBuffer()), buffer->getSize()};
}

std::size_t must_find(const std::string& bytes, const std::string& text) {
  const std::size_t at = bytes.find(text);
  if (at == std::string::npos) throw std::runtime_error("sign the PDF: the place for the signature was lost");
  return at;
}

}  // namespace

UnsignedPdf add_signature_field(const std::string& pdf, const std::string& when,
                                std::size_t signature_bytes) {
  QPDF document;
  document.processMemoryFile("page", pdf.data(), pdf.size());
  add_field(document, empty_signature(document, when, signature_bytes));
  UnsignedPdf result;
  result.bytes = write(document);
  std::string empty(2 * signature_bytes + 2, '0');
  empty.front() = '<';
  empty.back() = '>';
  result.contents = must_find(result.bytes, empty);
  result.length = empty.size();
  const std::size_t rest = result.contents + result.length;
  const std::string room = kRoom;
  std::string range = "[ 0 " + std::to_string(result.contents) + " " + std::to_string(rest) + " " +
                      std::to_string(result.bytes.size() - rest);
  range.resize(room.size() - 1, ' ');
  result.bytes.replace(must_find(result.bytes, room), room.size(), range + "]");
  return result;
}

}  // namespace cupola::seal
