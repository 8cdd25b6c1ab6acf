#pragma once

#include "certificates/page/type.hpp"

#include <memory>
#include <string>
#include <vector>

namespace cupola::page {

/// The page that lies under every certificate, drawn once: its vectors are compressed once and only copied
/// afterwards.
class PdfBase {
 public:
  /// `pdf`: the bytes of a one-page PDF. Throws std::runtime_error if it is none.
  explicit PdfBase(std::string pdf);
  PdfBase(const PdfBase&) = delete;
  PdfBase& operator=(const PdfBase&) = delete;
  ~PdfBase();

  /// The bytes of `page`, a one-page PDF by cairo, with the base below what it draws, marked as decoration.
  /// `texts` are its marked texts in drawing order; what readers cannot put together from the glyphs is
  /// written so that they can. The language is English. Equal input gives equal bytes. Throws
  /// std::runtime_error if qpdf cannot read the page.
  std::string under(const std::string& page, const std::vector<Drawn>& texts) const;

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace cupola::page
