#include "certificates/page/pdf_join.hpp"

#include <fmt/format.h>

#include <qpdf/JSON.hh>
#include <qpdf/Pl_Buffer.hh>
#include <qpdf/Pl_Flate.hh>
#include <qpdf/QPDF.hh>
#include <qpdf/QPDFPageDocumentHelper.hh>
#include <qpdf/QPDFPageObjectHelper.hh>
#include <qpdf/QPDFWriter.hh>
#include <qpdf/QUtil.hh>

#include <zlib.h>

#include <algorithm>
#include <charconv>
#include <map>
#include <optional>
#include <stdexcept>
#include <string_view>
#include <utility>

namespace cupola::page {
namespace {

QPDFPageObjectHelper only_page(QPDF& document) {
  return QPDFPageDocumentHelper(document).getAllPages().at(0);
}

/// `text` as the hexadecimal string of a PDF: UTF-16, big end first.
std::string hex_text(std::string_view text) {
  const std::string utf16 = QUtil::utf8_to_utf16(std::string(text));
  return fmt::format("<{}>", QUtil::hex_encode(utf16));
}

/// "/P << /MCID 3 >> BDC": 3.
std::optional<std::size_t> mark_id(std::string_view line) {
  constexpr std::string_view kMark = " << /MCID ";
  constexpr std::string_view kBegin = " BDC";
  const std::size_t mark = line.find(kMark);
  if (mark == std::string_view::npos || line.substr(line.size() - kBegin.size()) != kBegin)
    return std::nullopt;
  std::size_t id = 0;
  const auto [end, error] = std::from_chars(line.data() + mark + kMark.size(), line.data() + line.size(), id);
  return error == std::errc() ? std::optional(id) : std::nullopt;
}

/// What goes inside a mark before and after its glyphs.
struct Wrap {
  std::string before;
  std::string after;
};

Wrap wrap_of(const Drawn& drawn) {
  switch (drawn.reading) {
    case Drawn::Reading::Glyphs:
      return {};
    case Drawn::Reading::Text:
      return {fmt::format("/Span << /ActualText {} >> BDC\n", hex_text(drawn.text)), "EMC\n"};
    case Drawn::Reading::Shape:
      return {"/Span << /ActualText <feff> >> BDC\n", "EMC\n"};
    case Drawn::Reading::Letters:
      return {"3 Tr\n", "0 Tr\n"};
  }
  return {};
}

/// A page's content, and what of it is no picture.
struct Rewritten {
  std::string content;
  std::string texts;
};

/// Writes cairo's content stream again, which has marks on lines of their own, with what the texts need
/// inside them and the pictures that were drawn without cairo.
class ContentWriter {
 public:
  explicit ContentWriter(const Transcript& drawn) : texts_(drawn.marks), pictures_(drawn.pictures) {}

  Rewritten rewrite(std::string_view content) {
    result_.reserve(content.size() + content.size() / 8);
    while (!content.empty()) {
      const std::string_view line = content.substr(0, content.find('\n'));
      content.remove_prefix(std::min(content.size(), line.size() + 1));
      const std::size_t before = result_.size();
      const bool begins = line.rfind("/Figure << /MCID ", 0) == 0;
      in_picture_ = in_picture_ || begins;
      take(line);
      if (begins && next_picture_ < pictures_.size()) result_ += pictures_[next_picture_++].operators;
      if (!in_picture_) texts_only_.append(result_, before);
      in_picture_ = in_picture_ && line != "EMC";
    }
    // cairo 1.16 marks a picture in which it draws nothing, and later ones may not.
    if (next_picture_ != pictures_.size())
      throw std::runtime_error(
          fmt::format("join the page: cairo marked {} of {} pictures", next_picture_, pictures_.size()));
    return {std::move(result_), std::move(texts_only_)};
  }

 private:
  void take(std::string_view line) {
    // cairo spells out single glyphs too; of nested spans readers would take the inner ones only.
    const bool inner = !due_.empty() && line.find("/ActualText") != std::string_view::npos;
    if (inner) ++inner_;
    if (line == "EMC" && inner_ > 0) {
      --inner_;
    } else if (line == "EMC") {
      result_ += std::exchange(due_, {});
    }
    result_.append(inner && covered_ ? "/Span BMC" : line) += '\n';
    const std::optional<std::size_t> id = mark_id(line);
    if (!id || *id >= texts_.size()) return;
    Wrap wrap = wrap_of(texts_[*id]);
    result_ += wrap.before;
    due_ = std::move(wrap.after);
    covered_ = texts_[*id].reading != Drawn::Reading::Letters;
  }

  const std::vector<Drawn>& texts_;
  const std::vector<DrawnPicture>& pictures_;
  std::size_t next_picture_ = 0;
  std::string result_;
  std::string texts_only_;
  bool in_picture_ = false;
  std::string due_;       ///< what ends the wrap of the mark we are in
  bool covered_ = false;  ///< by an ActualText of ours
  int inner_ = 0;
};

/// Gives the pictures of the structure tree their words; both are in drawing order.
class PictureWords {
 public:
  explicit PictureWords(const std::vector<PdfPage>& pages) {
    for (const PdfPage& page : pages) {
      for (const DrawnPicture& picture : page.transcript.pictures) words_.push_back(picture.words);
    }
  }

  void describe(QPDFObjectHandle element) {
    if (element.isArray()) {
      for (int i = 0; i < element.getArrayNItems(); ++i) describe(element.getArrayItem(i));
    }
    if (!element.isDictionary() || !element.hasKey("/S")) return;
    if (element.getKey("/S").getName() == "/Figure" && next_ < words_.size()) {
      element.replaceKey("/Alt", QPDFObjectHandle::newUnicodeString(words_[next_++]));
    }
    describe(element.getKey("/K"));
  }

 private:
  std::vector<std::string> words_;
  std::size_t next_ = 0;
};

/// cairo hangs headings, paragraphs and pictures right below the root of the structure; there belongs one
/// document (ISO 32000-1, 14.8.4.2).
void finish_structure(QPDF& document, const std::vector<PdfPage>& pages) {
  QPDFObjectHandle tree = document.getRoot().getKey("/StructTreeRoot");
  if (!tree.isDictionary()) return;
  QPDFObjectHandle parts = tree.getKey("/K");
  PictureWords(pages).describe(parts);
  QPDFObjectHandle whole =
      document.makeIndirectObject(QPDFObjectHandle::parse("<< /Type /StructElem /S /Document >>"));
  whole.replaceKey("/P", tree);
  whole.replaceKey("/K", parts);
  for (int i = 0; parts.isArray() && i < parts.getArrayNItems(); ++i)
    parts.getArrayItem(i).replaceKey("/P", whole);
  tree.replaceKey("/K", whole);
}

std::string read_content(QPDFPageObjectHelper& page) {
  Pl_Buffer buffer("page content");
  page.pipeContents(&buffer);
  buffer.finish();
  const auto bytes = buffer.getBufferSharedPointer();
  return {reinterpret_cast<const char*>(bytes->getBuffer()), bytes->getSize()};
}

/// Gives a stream its bytes in compressed form, which qpdf then copies as they are.
void set_packed(QPDFObjectHandle stream, std::string_view plain, int level) {
  uLongf size = compressBound(static_cast<uLong>(plain.size()));
  std::string packed(size, '\0');
  const int result =
      compress2(reinterpret_cast<Bytef*>(packed.data()), &size, reinterpret_cast<const Bytef*>(plain.data()),
                static_cast<uLong>(plain.size()), level);
  if (result != Z_OK) throw std::runtime_error("compress the page: zlib failed");
  packed.resize(size);
  stream.replaceStreamData(packed, QPDFObjectHandle::newName("/FlateDecode"), QPDFObjectHandle::newNull());
}

/// What its pictures call /o130 and so on.
void name_opacities(QPDFObjectHandle resources, const std::vector<DrawnPicture>& pictures) {
  if (!resources.hasKey("/ExtGState")) resources.replaceKey("/ExtGState", QPDFObjectHandle::newDictionary());
  QPDFObjectHandle states = resources.getKey("/ExtGState");
  for (const DrawnPicture& picture : pictures) {
    for (const int thousandths : picture.opacities) {
      const std::string name = fmt::format("/o{}", thousandths);
      if (states.hasKey(name)) continue;
      const auto value = QPDFObjectHandle::newReal(thousandths / 1000.0, 3);
      QPDFObjectHandle opacity = QPDFObjectHandle::newDictionary();
      opacity.replaceKey("/CA", value);
      opacity.replaceKey("/ca", value);
      states.replaceKey(name, opacity);
    }
  }
}

/// The page's own drawing, with the base below it.
void lay_below(QPDF& document, QPDFPageObjectHelper& page, const QPDFObjectHandle& base,
               const std::string& content) {
  QPDFObjectHandle resources = page.getAttribute("/Resources", true);
  if (!resources.hasKey("/XObject")) resources.replaceKey("/XObject", QPDFObjectHandle::newDictionary());
  resources.getKey("/XObject").replaceKey("/Base", base);
  QPDFObjectHandle stream = document.newStream("/Artifact BMC\nq /Base Do Q\nEMC\nq\n" + content + "\nQ\n");
  page.getObjectHandle().replaceKey("/Contents", stream);
  page.getObjectHandle().replaceKey("/Tabs", QPDFObjectHandle::newName("/S"));
}

/// A certificate is written once and read a few times: speed counts more than the last kilobyte.
void pack_content(QPDFPageObjectHelper& page) {
  QPDFObjectHandle stream = page.getObjectHandle().getKey("/Contents");
  const auto plain = stream.getRawStreamData();
  set_packed(stream, {reinterpret_cast<const char*>(plain->getBuffer()), plain->getSize()}, Z_BEST_SPEED);
}

std::string write(QPDF& document) {
  // qpdf's one setting for all: what is left for it to compress is a few small tables.
  [[maybe_unused]] static const bool fast = [] {
    Pl_Flate::setCompressionLevel(Z_BEST_SPEED);
    return true;
  }();
  QPDFWriter writer(document);
  writer.setOutputMemory();
  writer.setDeterministicID(true);
  writer.setObjectStreamMode(qpdf_o_generate);
  writer.write();
  const auto buffer = writer.getBufferSharedPointer();
  return {reinterpret_cast<const char*>(buffer->getBuffer()), buffer->getSize()};
}

}  // namespace

struct PdfBase::State {
  std::string bytes;
  QPDF document;
  QPDFObjectHandle form;
};

PdfBase::PdfBase(std::string pdf) : state_(std::make_unique<State>()) {
  state_->bytes = std::move(pdf);
  state_->document.processMemoryFile("base", state_->bytes.data(), state_->bytes.size());
  state_->form = only_page(state_->document).getFormXObjectForPage();
  const auto plain = state_->form.getStreamData();
  set_packed(state_->form, {reinterpret_cast<const char*>(plain->getBuffer()), plain->getSize()},
             Z_BEST_COMPRESSION);
}

PdfBase::~PdfBase() = default;

std::string join_pages(const std::string& bytes, const std::vector<PdfPage>& pages,
                       const std::string& language, const FinishPage& finish) {
  QPDF document;
  document.processMemoryFile("page", bytes.data(), bytes.size());
  std::map<const PdfBase*, QPDFObjectHandle> bases;
  std::vector<QPDFPageObjectHelper> sheets = QPDFPageDocumentHelper(document).getAllPages();
  std::vector<std::string> texts;
  texts.reserve(sheets.size());
  for (std::size_t i = 0; i < sheets.size(); ++i) {
    const PdfPage& page = pages.at(i);
    QPDFObjectHandle& base = bases[page.base];
    if (!base.isInitialized()) base = document.copyForeignObject(page.base->state_->form);
    Rewritten rewritten = ContentWriter(page.transcript).rewrite(read_content(sheets[i]));
    lay_below(document, sheets[i], base, rewritten.content);
    name_opacities(sheets[i].getAttribute("/Resources", false), page.transcript.pictures);
    texts.push_back(std::move(rewritten.texts));
  }
  QPDFObjectHandle root = document.getRoot();
  root.replaceKey("/Lang", QPDFObjectHandle::newUnicodeString(language));
  root.replaceKey("/MarkInfo", QPDFObjectHandle::parse("<< /Marked true >>"));
  root.replaceKey("/ViewerPreferences", QPDFObjectHandle::parse("<< /DisplayDocTitle true >>"));
  finish_structure(document, pages);
  for (std::size_t i = 0; i < sheets.size(); ++i) {
    const QPDFObjectHandle sheet = sheets[i].getObjectHandle();
    if (finish) finish(document, FinishedPage{sheet, bases.at(pages[i].base), i, texts[i]});
    pack_content(sheets[i]);
  }
  return write(document);
}

}  // namespace cupola::page
