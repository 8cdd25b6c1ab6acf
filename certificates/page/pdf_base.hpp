#pragma once

#include "certificates/page/canvas.hpp"
#include "certificates/seal/digest.hpp"
#include "certificates/seal/pdf_value.hpp"

#include <functional>
#include <string>
#include <vector>

namespace cupola::page {

/// A page that lies under certificates, drawn by cairo once: its vectors are compressed once and only copied
/// afterwards.
class PdfBase {
 public:
  /// Throws std::runtime_error if cairo fails.
  PdfBase(const Box& page, const std::function<void(cairo_t*)>& draw);

  /// A form XObject, number 1, and what it refers to, packed.
  const std::vector<seal::PdfObject>& objects() const { return objects_; }
  /// PageDigester::object of the form.
  const seal::Digest& digest() const { return digest_; }

 private:
  std::vector<seal::PdfObject> objects_;
  seal::Digest digest_{};
};

}  // namespace cupola::page
