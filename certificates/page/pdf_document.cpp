#include "certificates/page/pdf_document.hpp"

#include "certificates/page/pdf_writer.hpp"
#include "certificates/seal/page_digest.hpp"
#include "certificates/seal/page_text.hpp"

#include <fmt/format.h>

#include <map>
#include <optional>
#include <utility>

namespace cupola::page {
namespace {

PdfValue moved(const PdfValue& value, int by) {
  if (const auto* reference = value.as<PdfReference>()) return PdfReference{reference->object + by, 0};
  if (const auto* array = value.as<PdfArray>()) {
    PdfArray result;
    result.reserve(array->size());
    for (const PdfValue& item : *array) result.push_back(moved(item, by));
    return result;
  }
  if (const auto* dictionary = value.as<PdfDictionary>()) {
    PdfDictionary result;
    for (const auto& [key, item] : *dictionary) result.emplace(key, moved(item, by));
    return result;
  }
  return value;
}

/// The form of a base, with all it refers to.
PdfReference write_base(PdfWriter& writer, const PdfBase& base) {
  std::optional<PdfReference> form;
  for (const PdfObject& object : base.objects()) {
    const PdfReference number = writer.reserve();
    if (!form) form = number;
    writer.set(number, {moved(object.value, form->object - 1), object.stream});
  }
  return form.value();
}

PdfReference write_image(PdfWriter& writer, const PdfImage& image) {
  const auto dictionary = [&](const char* colours) {
    return PdfDictionary{{"/Type", PdfName{"/XObject"}},
                         {"/Subtype", PdfName{"/Image"}},
                         {"/Width", pdf_number(long{image.width})},
                         {"/Height", pdf_number(long{image.height})},
                         {"/BitsPerComponent", pdf_number(8)},
                         {"/ColorSpace", PdfName{colours}}};
  };
  PdfDictionary colours = dictionary("/DeviceRGB");
  colours["/SMask"] = writer.add_stream(dictionary("/DeviceGray"), image.coverage);
  return writer.add_stream(std::move(colours), image.colours);
}

class DocumentWriter {
 public:
  DocumentWriter(const Box& page, const PdfFacts& facts, const std::vector<PdfSheet>& sheets,
                 const PdfFonts& fonts)
      : page_(page), facts_(facts), sheets_(sheets), fonts_(fonts) {}

  std::string write(const SealPage& seal) {
    names_.add(facts_.title).add(facts_.created);
    const PdfDictionary fonts = fonts_.write(writer_);
    for (std::size_t i = 0; i < sheets_.size(); ++i) {
      pages_.push_back(writer_.reserve());
      write_page(i, fonts, seal);
    }
    PdfArray kids(pages_.begin(), pages_.end());
    writer_.set(tree_, {PdfDictionary{{"/Type", PdfName{"/Pages"}},
                                      {"/Count", pdf_number(static_cast<long>(pages_.size()))},
                                      {"/Kids", std::move(kids)}},
                        {}});
    PdfDictionary root{{"/Type", PdfName{"/Catalog"}},
                       {"/Pages", tree_},
                       {"/Lang", pdf_text(facts_.language)},
                       {"/MarkInfo", PdfDictionary{{"/Marked", PdfValue(true)}}},
                       {"/StructTreeRoot", write_structure()},
                       {"/ViewerPreferences", PdfDictionary{{"/DisplayDocTitle", PdfValue(true)}}}};
    if (metadata_) root["/Metadata"] = *metadata_;
    const PdfReference catalogue = writer_.add({std::move(root), {}});
    // Equal documents have an equal name, others another (ISO 32000-1, 14.4).
    const seal::Digest name = names_.finish();
    const PdfString id{{reinterpret_cast<const char*>(name.data()), name.size() / 2}};
    return writer_.finish({{"/Root", catalogue}, {"/Info", write_info()}, {"/ID", PdfArray{id, id}}});
  }

 private:
  PdfReference form_of(const PdfBase& base) {
    auto [found, is_new] = forms_.try_emplace(&base);
    if (is_new) found->second = write_base(writer_, base);
    digester_.know(found->second, base.digest());
    return found->second;
  }

  PdfDictionary resources(const PdfSheet& sheet, const PdfDictionary& fonts) {
    PdfDictionary objects{{"/Base", form_of(sheet.base)}};
    for (std::size_t i = 0; i < sheet.drawn.drawing.images().size(); ++i)
      objects[fmt::format("/I{}", i)] = write_image(writer_, sheet.drawn.drawing.images()[i]);
    PdfDictionary states;
    for (const int thousandths : sheet.drawn.drawing.opacities()) {
      const PdfNumber value = pdf_number(thousandths / 1000.0, 1000);
      states[fmt::format("/o{}", thousandths)] = PdfDictionary{{"/CA", value}, {"/ca", value}};
    }
    return {{"/Font", fonts}, {"/ExtGState", std::move(states)}, {"/XObject", std::move(objects)}};
  }

  void write_page(std::size_t number, const PdfDictionary& fonts, const SealPage& seal) {
    const PdfSheet& sheet = sheets_[number];
    const PdfNumber width = pdf_number(page_.width, 10000);
    const PdfNumber height = pdf_number(page_.height, 10000);
    // What is drawn counts from the top.
    std::string content = "/Artifact BMC\nq /Base Do Q\nEMC\n1 0 0 -1 0 " + height.text + " cm\n" +
                          sheet.drawn.drawing.operators();
    PdfDictionary page{{"/Type", PdfName{"/Page"}},
                       {"/Parent", tree_},
                       {"/MediaBox", PdfArray{pdf_number(0), pdf_number(0), width, height}},
                       {"/Group", PdfDictionary{{"/Type", PdfName{"/Group"}},
                                                {"/S", PdfName{"/Transparency"}},
                                                {"/I", PdfValue(true)},
                                                {"/CS", PdfName{"/DeviceRGB"}}}},
                       {"/Resources", resources(sheet, fonts)},
                       {"/Contents", writer_.add_stream({}, std::move(content))},
                       {"/StructParents", pdf_number(static_cast<long>(number))},
                       {"/Tabs", PdfName{"/S"}}};
    const seal::Digest drawing = digester_.page(pages_[number], page);
    names_.add(drawing);
    if (seal) {
      FinishedPage finished{number, drawing, {}};
      for (const PageMark& mark : sheet.drawn.marks) finished.texts.push_back(seal::without_space(mark.said));
      if (std::string xmp = seal(finished); !xmp.empty()) {
        const PdfReference metadata = writer_.add_raw_stream(
            {{"/Type", PdfName{"/Metadata"}}, {"/Subtype", PdfName{"/XML"}}}, std::move(xmp));
        page["/Metadata"] = metadata;
        if (!metadata_) metadata_ = metadata;
      }
    }
    writer_.set(pages_[number], {std::move(page), {}});
  }

  /// ISO 32000-1, 14.7: one document of headings, paragraphs and pictures, in the order drawn.
  PdfReference write_structure() {
    const PdfReference tree = writer_.reserve();
    const PdfReference whole = writer_.reserve();
    PdfArray all;
    PdfArray by_page;
    for (std::size_t i = 0; i < sheets_.size(); ++i) {
      PdfArray of_page;
      for (const PageMark& mark : sheets_[i].drawn.marks) {
        PdfDictionary element{{"/Type", PdfName{"/StructElem"}},
                              {"/S", PdfName{"/" + mark.role}},
                              {"/P", whole},
                              {"/Pg", pages_[i]},
                              {"/K", pdf_number(static_cast<long>(of_page.size()))}};
        if (!mark.words.empty()) element["/Alt"] = pdf_text(mark.words);
        of_page.push_back(writer_.add({std::move(element), {}}));
      }
      all.insert(all.end(), of_page.begin(), of_page.end());
      by_page.push_back(pdf_number(static_cast<long>(i)));
      by_page.push_back(std::move(of_page));
    }
    writer_.set(whole, {PdfDictionary{{"/Type", PdfName{"/StructElem"}},
                                      {"/S", PdfName{"/Document"}},
                                      {"/P", tree},
                                      {"/K", std::move(all)}},
                        {}});
    writer_.set(tree, {PdfDictionary{{"/Type", PdfName{"/StructTreeRoot"}},
                                     {"/K", whole},
                                     {"/ParentTree", PdfDictionary{{"/Nums", std::move(by_page)}}},
                                     {"/ParentTreeNextKey", pdf_number(static_cast<long>(sheets_.size()))}},
                       {}});
    return tree;
  }

  PdfReference write_info() {
    std::string date = "D:";  // ISO 32000-1, 7.9.4
    for (const char letter : facts_.created)
      if (letter != '-' && letter != ':' && letter != 'T') date += letter;
    return writer_.add({PdfDictionary{{"/Title", pdf_text(facts_.title)},
                                      {"/CreationDate", PdfString{date}},
                                      {"/Producer", PdfString{"Cupola"}}},
                        {}});
  }

  const Box& page_;
  const PdfFacts& facts_;
  const std::vector<PdfSheet>& sheets_;
  const PdfFonts& fonts_;
  PdfWriter writer_;
  seal::PageDigester digester_{
      seal::PageDigester::Source{[this](PdfReference number) {
                                   const PdfObject& object = writer_.at(number);
                                   PdfObject result{object.value, {}};
                                   if (object.stream) result.stream = seal::PdfBytes();
                                   return result;
                                 },
                                 [this](PdfReference number) { return writer_.at(number).stream.value(); }}};
  PdfReference tree_ = writer_.reserve();
  std::vector<PdfReference> pages_;
  std::map<const PdfBase*, PdfReference> forms_;
  seal::Sha256 names_;                    ///< what tells this document from others
  std::optional<PdfReference> metadata_;  ///< of the first page that has any
};

}  // namespace

void draw_sheet(PdfSheet& sheet, const std::function<void(cairo_t*)>& draw) {
  // cairo lays out paths, on whatever there is.
  const Surface nothing(cairo_recording_surface_create(CAIRO_CONTENT_ALPHA, nullptr));
  const Context context(cairo_create(nothing.get()));
  attach_page(context.get(), sheet.drawn);
  draw(context.get());
  require_ok(cairo_status(context.get()), "draw the page");
}

std::string write_document(const Box& page, const PdfFacts& facts, const std::vector<PdfSheet>& sheets,
                           const PdfFonts& fonts, const SealPage& seal) {
  return DocumentWriter(page, facts, sheets, fonts).write(seal);
}

}  // namespace cupola::page
