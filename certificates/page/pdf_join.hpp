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

/// What is done to each finished page of a document, by its number, before the document is written. `base` is
/// the object that lies under all of them.
using FinishPage = std::function<void(QPDF& document, const QPDFObjectHandle& page,
                                      const QPDFObjectHandle& base, std::size_t number)>;

/// The page that lies under every certificate, drawn once: its vectors are compressed once and only copied
/// afterwards.
class PdfBase {
 public:
  /// `pdf`: the bytes of a one-page PDF. Throws std::runtime_error if it is none.
  explicit PdfBase(std::string pdf);
  PdfBase(const PdfBase&) = delete;
  PdfBase& operator=(const PdfBase&) = delete;
  ~PdfBase();

  /// The bytes of `document`, a PDF by cairo, with the base below what each of its pages draws, marked as
  /// decoration. `pages` has the marks of each page in drawing order; what readers cannot put together from
  /// the glyphs is written so that they can, and every picture gets its words. Equal input gives equal bytes.
  /// Throws std::runtime_error if qpdf cannot read the document.
  std::string under(const std::string& bytes, const std::vector<Transcript>& pages,
                    const std::string& language, const FinishPage& finish = {}) const;

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace cupola::page
