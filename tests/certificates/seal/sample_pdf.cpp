#include "tests/certificates/seal/sample_pdf.hpp"

#include "certificates/seal/page_digest.hpp"
#include "certificates/seal/page_text.hpp"
#include "certificates/seal/pdf_read.hpp"

#include <qpdf/Buffer.hh>
#include <qpdf/Pl_Buffer.hh>
#include <qpdf/QPDF.hh>
#include <qpdf/QPDFObjectHandle.hh>
#include <qpdf/QPDFPageDocumentHelper.hh>
#include <qpdf/QPDFPageObjectHelper.hh>
#include <qpdf/QPDFWriter.hh>

#include <memory>
#include <stdexcept>

namespace cupola::seal_test {
namespace {

constexpr const char* kToUnicode =
    "1 begincodespacerange <00> <ff> endcodespacerange\n1 beginbfrange <20> <7e> <0020> endbfrange\n";

std::string write(QPDF& document, qpdf_object_stream_e objects = qpdf_o_generate) {
  QPDFWriter writer(document);
  writer.setOutputMemory();
  writer.setDeterministicID(true);
  writer.setObjectStreamMode(objects);
  writer.write();
  const auto buffer = writer.getBufferSharedPointer();
  return {reinterpret_cast<const char*>(buffer->getBuffer()), buffer->getSize()};
}

QPDFObjectHandle only_page(QPDF& document) {
  return QPDFPageDocumentHelper(document).getAllPages().at(0).getObjectHandle();
}

std::string text_of(QPDFObjectHandle stream) {
  const auto data = stream.getStreamData();
  return {reinterpret_cast<const char*>(data->getBuffer()), data->getSize()};
}

void replace(QPDFObjectHandle stream, const std::string& from, const std::string& to) {
  std::string text = text_of(stream);
  const std::size_t at = text.find(from);
  if (at == std::string::npos) throw std::runtime_error("the PDF does not say " + from);
  text.replace(at, from.size(), to);
  stream.replaceStreamData(text, QPDFObjectHandle::newNull(), QPDFObjectHandle::newNull());
}

std::string pdf_of(const std::string& content) {
  QPDF document;
  document.emptyPDF();
  QPDFObjectHandle font = QPDFObjectHandle::parse("<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>");
  font.replaceKey("/ToUnicode", document.newStream(kToUnicode));
  QPDFObjectHandle page =
      QPDFObjectHandle::parse("<< /Type /Page /MediaBox [ 0 0 842 595 ] /Resources << /Font << >> >> >>");
  page.getKey("/Resources").getKey("/Font").replaceKey("/F1", document.makeIndirectObject(font));
  page.replaceKey("/Contents", document.newStream(content));
  QPDFPageDocumentHelper(document).addPage(QPDFPageObjectHelper(document.makeIndirectObject(page)), false);
  return write(document);
}

}  // namespace

std::string make_pdf(const std::vector<std::string>& texts) {
  std::string content;
  for (std::size_t i = 0; i < texts.size(); ++i) {
    content += "/P << /MCID " + std::to_string(i) + " >> BDC\nBT /F1 12 Tf 72 " +
               std::to_string(500 - 20 * i) + " Td (" + texts[i] + ") Tj ET\nEMC\n";
  }
  return pdf_of(content);
}

std::string sealed(const std::string& pdf, const seal::PageFacts& facts, const record::SigningKey& key) {
  QPDF document;
  document.processMemoryFile("sample", pdf.data(), pdf.size());
  seal::PageDigester digester(seal::objects_of(document));
  QPDFObjectHandle page = only_page(document);
  const seal::Digest drawing = digester.page(seal::number_of(page), seal::read_page(page));
  page.replaceKey("/Metadata",
                  document.newStream(seal::seal_metadata(drawing, seal::page_texts(page), facts, key)));
  return write(document);
}

std::string changed(const std::string& pdf, const Change& change) {
  QPDF document;
  document.processMemoryFile("sample", pdf.data(), pdf.size());
  QPDFObjectHandle page = only_page(document);
  change(document, page);
  return write(document, qpdf_o_disable);
}

Change replace_in_content(std::string from, std::string to) {
  return [=](QPDF&, QPDFObjectHandle& page) { replace(page.getKey("/Contents"), from, to); };
}

Change replace_in_metadata(std::string from, std::string to) {
  return [=](QPDF&, QPDFObjectHandle& page) { replace(page.getKey("/Metadata"), from, to); };
}

Change add_content(std::string content) {
  return [=](QPDF&, QPDFObjectHandle& page) {
    const std::string all = text_of(page.getKey("/Contents")) + content;
    page.getKey("/Contents").replaceStreamData(all, QPDFObjectHandle::newNull(), QPDFObjectHandle::newNull());
  };
}

Change add_annotation(std::string dictionary) {
  return [=](QPDF& document, QPDFObjectHandle& page) {
    page.replaceKey("/Annots", QPDFObjectHandle::newArray(
                                   {document.makeIndirectObject(QPDFObjectHandle::parse(dictionary))}));
  };
}

Change add_stream_as_annotation(std::string dictionary, std::size_t bytes, int times) {
  return [=](QPDF& document, QPDFObjectHandle& page) {
    QPDFObjectHandle stream = document.newStream(std::string(bytes, ' '));
    stream.replaceDict(QPDFObjectHandle::parse(dictionary));
    QPDFObjectHandle annotations = QPDFObjectHandle::newArray();
    for (int i = 0; i < times; ++i) annotations.appendItem(stream);
    page.replaceKey("/Annots", annotations);
  };
}

Change remove_metadata() {
  return [](QPDF&, QPDFObjectHandle& page) { page.removeKey("/Metadata"); };
}

Change save_only() {
  return [](QPDF&, QPDFObjectHandle&) {};
}

std::string pdf_bomb(std::size_t bytes) { return pdf_of(std::string(bytes, ' ')); }

std::string joined(const std::vector<std::string>& pdfs) {
  QPDF all;
  all.emptyPDF();
  std::vector<std::unique_ptr<QPDF>> parts;
  for (const std::string& pdf : pdfs) {
    parts.push_back(std::make_unique<QPDF>());
    parts.back()->processMemoryFile("part", pdf.data(), pdf.size());
    QPDFPageDocumentHelper(all).addPage(QPDFPageDocumentHelper(*parts.back()).getAllPages().at(0), false);
  }
  return write(all);
}

}  // namespace cupola::seal_test
