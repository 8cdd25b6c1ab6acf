#include "certificates/seal/page_digest.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <limits>
#include <stdexcept>
#include <string>
#include <utility>

namespace cupola::seal {
namespace {

constexpr int kDeepest = 100;

/// What a page may have from the node of the page tree above it: ISO 32000-1 table 30.
constexpr std::array kInherited{"/CropBox", "/MediaBox", "/Resources", "/Rotate"};

/// Of a page: what says where it stands and what is known of it, not what is drawn; and what was hashed
/// already.
bool is_about_the_page(const std::string& key) {
  constexpr std::array kAbout{"/Parent",       "/Metadata",      "/PieceInfo",
                              "/LastModified", "/StructParents", "/Annots"};
  return std::find(kAbout.begin(), kAbout.end(), key) != kAbout.end() ||
         std::find(kInherited.begin(), kInherited.end(), key) != kInherited.end();
}

/// Of a stream: how it is packed.
bool is_about_packing(const std::string& key) {
  return key == "/Length" || key == "/Filter" || key == "/DecodeParms" || key == "/DL";
}

void add_text(Sha256& hash, char kind, std::string_view text) {
  hash.add(fmt::format("{}{}:", kind, text.size())).add(text);
}

const PdfValue& entry(const PdfDictionary& dictionary, const char* key) {
  static const PdfValue none;
  const auto found = dictionary.find(key);
  return found == dictionary.end() ? none : found->second;
}

/// The four numbers of a rectangle; none that is one gives NaN, which equals nothing.
double coordinate(const PdfArray& box, std::size_t i) {
  const auto* number = box.at(i).as<PdfNumber>();
  double value = 0;
  if (number == nullptr ||
      std::from_chars(number->text.data(), number->text.data() + number->text.size(), value).ec !=
          std::errc())
    return std::numeric_limits<double>::quiet_NaN();
  return value;
}

}  // namespace

PageDigester::PageDigester(Source source) : source_(std::move(source)) {}

void PageDigester::know(PdfReference object, const Digest& digest) { known_[object] = digest; }

void PageDigester::add_dictionary(Sha256& hash, const PdfDictionary& dictionary, bool packed, int depth) {
  hash.add("<");
  for (const auto& [key, value] : dictionary) {
    if (packed && is_about_packing(key)) continue;
    add_text(hash, '/', key);
    add(hash, value, depth);
  }
  hash.add(">");
}

void PageDigester::add_bytes(Sha256& hash, const PdfDictionary& dictionary, PdfReference stream, int depth) {
  const PdfBytes bytes = source_.bytes(stream);
  if (bytes.raw) add(hash, entry(dictionary, "/Filter"), depth);
  add_text(hash, bytes.raw ? 'p' : 'u', bytes.bytes);
}

void PageDigester::add(Sha256& hash, const PdfValue& value, int depth) {
  if (depth > kDeepest) throw std::runtime_error("nested deeper than any certificate");
  if (const auto* number = value.as<PdfNumber>()) return add_text(hash, 'n', number->text);
  if (const auto* name = value.as<PdfName>()) return add_text(hash, '/', name->text);
  if (const auto* string = value.as<PdfString>()) return add_text(hash, 's', string->bytes);
  if (const auto* boolean = value.as<bool>()) return add_text(hash, 'b', *boolean ? "true" : "false");
  if (const auto* dictionary = value.as<PdfDictionary>())
    return add_dictionary(hash, *dictionary, false, depth + 1);
  if (const auto* object = value.as<PdfReference>()) {
    hash.add("r").add(reference(*object, depth + 1));
  } else if (const auto* array = value.as<PdfArray>()) {
    hash.add("[");
    for (const PdfValue& item : *array) add(hash, item, depth + 1);
    hash.add("]");
  } else {
    add_text(hash, '0', {});
  }
}

Digest PageDigester::reference(PdfReference object, int depth) {
  if (const auto found = known_.find(object); found != known_.end()) return found->second;
  known_[object] = {};  // a way back to what is being hashed
  const PdfObject fetched = source_.object(object);
  Sha256 hash;
  if (const auto* dictionary = fetched.value.as<PdfDictionary>()) {
    add_dictionary(hash, *dictionary, fetched.stream.has_value(), depth);
    // After what it refers to, so that the bytes of one stream at a time are here.
    if (fetched.stream) add_bytes(hash, *dictionary, object, depth);
  } else if (const auto* array = fetched.value.as<PdfArray>()) {
    for (const PdfValue& item : *array) add(hash, item, depth);
  }
  const Digest digest = hash.finish();
  known_[object] = digest;
  return digest;
}

Digest PageDigester::object(PdfReference object) { return reference(object, 0); }

PdfObject PageDigester::resolved(const PdfValue& value) const {
  const auto* number = value.as<PdfReference>();
  return number == nullptr ? PdfObject{value, {}} : source_.object(*number);
}

bool PageDigester::looks_like_a_signature(const PdfValue& annotation) const {
  const PdfObject object = resolved(annotation);
  const auto* field = object.value.as<PdfDictionary>();
  if (field == nullptr || object.stream) return false;
  if (!entry(*field, "/FT").is_name("/Sig") || field->count("/AP") != 0) return false;
  const PdfObject rectangle = resolved(entry(*field, "/Rect"));
  const auto* box = rectangle.value.as<PdfArray>();
  constexpr std::size_t kCorners = 4;
  return box != nullptr && box->size() == kCorners && coordinate(*box, 0) == coordinate(*box, 2) &&
         coordinate(*box, 1) == coordinate(*box, 3);
}

/// The field of a PDF signature without a picture: it covers nothing.
bool PageDigester::is_invisible_signature(const PdfValue& annotation) {
  const auto* number = annotation.as<PdfReference>();
  if (number == nullptr) return looks_like_a_signature(annotation);
  // A page may name one annotation a thousand times.
  const auto [found, is_new] = signatures_.try_emplace(*number);
  if (is_new) found->second = looks_like_a_signature(annotation);
  return found->second;
}

Digest PageDigester::page(PdfReference number, const PdfDictionary& page) {
  Sha256 hash;
  known_[number] = {};
  for (const char* const key : kInherited) {
    add_text(hash, '/', key);
    add(hash, entry(page, key), 0);
  }
  for (const auto& [key, value] : page) {
    if (is_about_the_page(key)) continue;
    add_text(hash, '/', key);
    add(hash, value, 0);
  }
  const PdfObject annotations = resolved(entry(page, "/Annots"));
  if (const auto* list = annotations.value.as<PdfArray>()) {
    for (const PdfValue& annotation : *list)
      if (!is_invisible_signature(annotation)) add(hash, annotation, 0);
  }
  return hash.finish();
}

}  // namespace cupola::seal
