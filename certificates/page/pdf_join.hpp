#pragma once

#include "certificates/page/transcript.hpp"

#include <cstddef>
#include <functional>
#include <memory>
#include <string>
#include <vector>

class QPDF;
class QPDFObjectHandle;

namespace cupola::page {

/// A page as it will be written.
struct FinishedPage {
  const QPDFObjectHandle& page;
  const QPDFObjectHandle& base;  ///< the object that lies under it
  std::size_t number = 0;        ///< in its document
  const std::string& texts;      ///< of its content what is no picture: marks and texts
};

/// What is done to each page of a document before the document is written.
using FinishPage = std::function<void(QPDF& document, const FinishedPage& page)>;

struct PdfPage;

/// A page that lies under certificates, drawn once: its vectors are compressed once and only copied
/// afterwards.
class PdfBase {
 public:
  /// `pdf`: the bytes of a one-page PDF. Throws std::runtime_error if it is none.
  explicit PdfBase(std::string pdf);
  PdfBase(const PdfBase&) = delete;
  PdfBase& operator=(const PdfBase&) = delete;
  ~PdfBase();

 private:
  struct State;
  std::unique_ptr<State> state_;
  friend std::string join_pages(const std::string& bytes, const std::vector<PdfPage>& pages,
                                const std::string& language, const FinishPage& finish);
};

/// One page of a document: what is marked on it, in drawing order, and what lies below it.
struct PdfPage {
  Transcript transcript;
  const PdfBase* base = nullptr;
};

/// `bytes`, a PDF by cairo, with its base below what each of its pages draws, marked as
/// decoration; pages with the same base share it. What readers cannot put together from the glyphs is written
/// so that they can, and every picture gets its words. Equal input gives equal bytes. Throws
/// std::runtime_error if qpdf cannot read the document.
std::string join_pages(const std::string& bytes, const std::vector<PdfPage>& pages,
                       const std::string& language, const FinishPage& finish = {});

}  // namespace cupola::page
