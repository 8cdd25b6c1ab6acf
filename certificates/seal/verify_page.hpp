#pragma once

#include "certificates/seal/pdf_pages.hpp"
#include "certificates/seal/verify.hpp"

namespace cupola::seal {

/// One page of a PDF: its seal, its code, its words, its drawing.
Judgement judge_page(const PdfPage& page, const Evidence& evidence);

/// The fields in which two payloads differ, by name, each with both values in words.
struct Difference {
  std::string field;
  std::string words;  ///< "start: sealed 2018-02-01T10:02:00.123Z, on the page 2018-02-01T11:02:00.123Z"
};
std::vector<Difference> differences(const Payload& sealed, const Payload& shown);

}  // namespace cupola::seal
