#pragma once

#include "certificates/page/canvas.hpp"
#include "certificates/page/pdf_base.hpp"
#include "certificates/page/tagged_page.hpp"

#include <cstddef>
#include <functional>
#include <string>
#include <vector>

namespace cupola::page {

struct PdfFacts {
  std::string title;
  std::string created;   ///< "2018-02-01T09:00:00Z"
  std::string language;  ///< BCP 47
};

/// One page of a document: what is drawn on it, and what lies below it.
struct PdfSheet {
  const PdfBase& base;
  TaggedPage drawn;
};

/// A page that is finished, for its seal.
struct FinishedPage {
  std::size_t number = 0;          ///< in its document, from 0
  seal::Digest drawing{};          ///< PageDigester::page
  std::vector<std::string> texts;  ///< as seal::page_texts will read them, one for each mark
};
/// Makes the metadata (XMP) of a page; empty: none.
using SealPage = std::function<std::string(const FinishedPage&)>;

/// Draws on a sheet as a PDF's page would be drawn on. Throws std::runtime_error if cairo fails.
void draw_sheet(PdfSheet& sheet, const std::function<void(cairo_t*)>& draw);

/// The bytes of a tagged PDF of these pages, which share fonts and bases. Equal input gives equal bytes.
std::string write_document(const Box& page, const PdfFacts& facts, const std::vector<PdfSheet>& sheets,
                           const PdfFonts& fonts, const SealPage& seal = {});

}  // namespace cupola::page
