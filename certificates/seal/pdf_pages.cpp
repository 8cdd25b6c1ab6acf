#include "certificates/seal/pdf_pages.hpp"

#include "certificates/seal/page_digest.hpp"
#include "certificates/seal/page_metadata.hpp"
#include "certificates/seal/page_text.hpp"
#include "certificates/seal/pdf_read.hpp"

#include <qpdf/QPDF.hh>
#include <qpdf/QPDFExc.hh>
#include <qpdf/QPDFObjectHandle.hh>
#include <qpdf/QPDFPageDocumentHelper.hh>
#include <qpdf/QPDFPageObjectHelper.hh>

#include <stdexcept>

namespace cupola::seal {
namespace {

constexpr std::size_t kMostPages = 1000;

std::vector<PdfPage> pages_of(QPDF& document) {
  if (document.isEncrypted()) throw std::runtime_error("it is encrypted; a certificate is not");
  std::vector<QPDFPageObjectHelper> pages = QPDFPageDocumentHelper(document).getAllPages();
  if (pages.empty() || pages.size() > kMostPages) {
    throw std::runtime_error("it has " + std::to_string(pages.size()) +
                             " pages; certificates have 1 to 1000");
  }
  PageDigester digester(objects_of(document));
  std::vector<PdfPage> result;
  for (QPDFPageObjectHelper& page : pages) {
    const QPDFObjectHandle handle = page.getObjectHandle();
    PdfPage read;
    read.metadata = read_metadata(handle);
    read.drawing = digester.page(number_of(handle), read_page(handle));
    read.texts = page_texts(handle);
    result.push_back(std::move(read));
  }
  return result;
}

}  // namespace

std::vector<PdfPage> read_pdf(std::string_view bytes) {
  QPDF document;
  document.setSuppressWarnings(true);
  document.setAttemptRecovery(false);
  try {
    document.processMemoryFile("it", bytes.data(), bytes.size());
    std::vector<PdfPage> pages = pages_of(document);
    if (document.anyWarnings())
      throw std::runtime_error("it is damaged: " +
                               std::string(document.getWarnings().front().getMessageDetail()));
    return pages;
  } catch (const QPDFExc& error) {
    throw std::runtime_error("it is damaged or no PDF: " + error.getMessageDetail());
  }
}

}  // namespace cupola::seal
