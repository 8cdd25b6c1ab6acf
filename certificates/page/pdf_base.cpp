#include "certificates/page/pdf_base.hpp"

#include "certificates/page/pdf_writer.hpp"
#include "certificates/seal/page_digest.hpp"
#include "certificates/seal/pdf_read.hpp"

#include <cairo-pdf.h>

#include <qpdf/QPDF.hh>
#include <qpdf/QPDFObjectHandle.hh>
#include <qpdf/QPDFPageDocumentHelper.hh>
#include <qpdf/QPDFPageObjectHelper.hh>

#include <map>

namespace cupola::page {
namespace {

std::string draw_pdf(const Box& page, const std::function<void(cairo_t*)>& draw) {
  std::string bytes;
  const Surface surface(cairo_pdf_surface_create_for_stream(append_bytes, &bytes, page.width, page.height));
  {
    const Context context(cairo_create(surface.get()));
    draw(context.get());
    cairo_show_page(context.get());
    require_ok(cairo_status(context.get()), "draw the page");
  }
  cairo_surface_finish(surface.get());
  require_ok(cairo_surface_status(surface.get()), "write the PDF");
  return bytes;
}

/// Takes an object and all it refers to out of a document, numbered anew from 1.
class Gatherer {
 public:
  explicit Gatherer(QPDF& document) : source_(seal::objects_of(document)) {}

  void take(PdfReference first) {
    number(first);
    for (std::size_t i = 0; i < old_.size(); ++i) {
      PdfObject object = source_.object(old_[i]);
      if (object.stream) object.stream = source_.bytes(old_[i]);
      renumber(object.value);
      objects_.push_back(std::move(object));
    }
  }
  std::vector<PdfObject>& objects() { return objects_; }

 private:
  PdfReference number(PdfReference old) {
    const auto found = numbers_.find(old);
    if (found != numbers_.end()) return found->second;
    old_.push_back(old);
    const PdfReference fresh{static_cast<int>(old_.size()), 0};
    numbers_.emplace(old, fresh);
    return fresh;
  }
  void renumber(PdfValue& value) {
    if (auto* reference = std::get_if<PdfReference>(&value.value)) *reference = number(*reference);
    if (auto* array = std::get_if<PdfArray>(&value.value))
      for (PdfValue& item : *array) renumber(item);
    if (auto* dictionary = std::get_if<PdfDictionary>(&value.value))
      for (auto& entry : *dictionary) renumber(entry.second);
  }

  seal::PageDigester::Source source_;
  std::map<PdfReference, PdfReference> numbers_;
  std::vector<PdfReference> old_;
  std::vector<PdfObject> objects_;
};

void pack_stream(PdfObject& object) {
  if (!object.stream || object.stream->raw) return;
  auto& dictionary = std::get<PdfDictionary>(object.value.value);
  dictionary.erase("/DecodeParms");
  dictionary["/Filter"] = PdfName{"/FlateDecode"};
  *object.stream = {pack(object.stream->bytes, Packing::Thorough), true};
}

}  // namespace

PdfBase::PdfBase(const Box& page, const std::function<void(cairo_t*)>& draw) {
  const std::string pdf = draw_pdf(page, draw);
  QPDF document;
  document.processMemoryFile("base", pdf.data(), pdf.size());
  const QPDFObjectHandle form = document.makeIndirectObject(
      QPDFPageDocumentHelper(document).getAllPages().at(0).getFormXObjectForPage());
  Gatherer gatherer(document);
  gatherer.take(seal::number_of(form));
  objects_ = std::move(gatherer.objects());
  const auto at = [this](PdfReference number) -> const PdfObject& {
    return objects_.at(static_cast<std::size_t>(number.object) - 1);
  };
  digest_ = seal::PageDigester({at, [&at](PdfReference number) { return at(number).stream.value(); }})
                .object({1, 0});
  for (PdfObject& object : objects_) pack_stream(object);
}

}  // namespace cupola::page
