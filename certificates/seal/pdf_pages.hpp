#pragma once

#include "certificates/seal/digest.hpp"

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace cupola::seal {

/// What a page of a PDF is, as far as its seal is concerned.
struct PdfPage {
  std::string metadata;            ///< XMP; empty if it has none
  Digest drawing{};                ///< PageDigester::page
  std::vector<std::string> texts;  ///< page_texts
};

/// The pages of a PDF, at most 1000. Throws std::runtime_error in words for what is no PDF, is encrypted, is
/// damaged (nothing is repaired: a certificate is not cut off), or unpacks to far too much.
std::vector<PdfPage> read_pdf(std::string_view bytes);

}  // namespace cupola::seal
