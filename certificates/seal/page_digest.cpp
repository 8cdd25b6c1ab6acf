#include "certificates/seal/page_digest.hpp"

#include "certificates/seal/pdf_stream.hpp"

#include <fmt/format.h>

#include <qpdf/Buffer.hh>
#include <qpdf/QPDFObjectHandle.hh>
#include <qpdf/QPDFPageObjectHelper.hh>

#include <algorithm>
#include <array>
#include <stdexcept>
#include <string>

namespace cupola::seal {
namespace {

constexpr int kDeepest = 100;

std::pair<int, int> number_of(const QPDFObjectHandle& object) {
  return {object.getObjectID(), object.getGeneration()};
}

/// What a page may have from the node of the page tree above it: ISO 32000-1 table 30.
const std::array<std::string, 4> kInherited{"/CropBox", "/MediaBox", "/Resources", "/Rotate"};

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

/// The field of a PDF signature without a picture: it covers nothing.
bool is_invisible_signature(QPDFObjectHandle annotation) {
  if (!annotation.isDictionary() || !annotation.getKey("/FT").isNameAndEquals("/Sig")) return false;
  if (annotation.hasKey("/AP")) return false;
  QPDFObjectHandle box = annotation.getKey("/Rect");
  if (!box.isRectangle()) return false;
  const QPDFObjectHandle::Rectangle rectangle = box.getArrayAsRectangle();
  return rectangle.llx == rectangle.urx && rectangle.lly == rectangle.ury;
}

std::string scalar(QPDFObjectHandle object) {
  if (object.isBool()) return object.getBoolValue() ? "true" : "false";
  if (object.isInteger()) return std::to_string(object.getIntValue());
  if (object.isReal()) return object.getRealValue();
  if (object.isName()) return object.getName();
  if (object.isString()) return object.getStringValue();
  return {};
}

char kind_of(QPDFObjectHandle object) {
  if (object.isBool()) return 'b';
  if (object.isInteger() || object.isReal()) return 'n';
  if (object.isName()) return '/';
  if (object.isString()) return 's';
  return '0';
}

}  // namespace

void PageDigester::know(const QPDFObjectHandle& object, const Digest& digest) {
  known_[number_of(object)] = digest;
}

void PageDigester::add_text(Sha256& hash, char kind, std::string_view text) {
  hash.add(fmt::format("{}{}:", kind, text.size())).add(text);
}

void PageDigester::add_dictionary(Sha256& hash, QPDFObjectHandle object, int depth) {
  hash.add("<");
  const bool packed = object.isStream();
  QPDFObjectHandle dictionary = packed ? object.getDict() : object;
  for (const std::string& key : dictionary.getKeys()) {
    if (packed && is_about_packing(key)) continue;
    add_text(hash, '/', key);
    add(hash, dictionary.getKey(key), depth);
  }
  hash.add(">");
}

void PageDigester::add_stream(Sha256& hash, QPDFObjectHandle object, int depth) {
  add_dictionary(hash, object, depth);
  if (const auto bytes = unpack(object, kLargestStream)) {
    add_text(hash, 'u', *bytes);
    return;
  }
  add(hash, object.getDict().getKey("/Filter"), depth);
  const auto raw = object.getRawStreamData();
  add_text(hash, 'p', {reinterpret_cast<const char*>(raw->getBuffer()), raw->getSize()});
}

void PageDigester::add(Sha256& hash, QPDFObjectHandle object, int depth) {
  if (depth > kDeepest) throw std::runtime_error("nested deeper than any certificate");
  if (object.isIndirect() && (object.isDictionary() || object.isStream() || object.isArray())) {
    hash.add("r").add(reference(object, depth + 1));
  } else if (object.isDictionary()) {
    add_dictionary(hash, object, depth + 1);
  } else if (object.isArray()) {
    hash.add("[");
    for (int i = 0; i < object.getArrayNItems(); ++i) add(hash, object.getArrayItem(i), depth + 1);
    hash.add("]");
  } else {
    add_text(hash, kind_of(object), scalar(object));
  }
}

Digest PageDigester::reference(QPDFObjectHandle object, int depth) {
  const auto number = number_of(object);
  if (const auto found = known_.find(number); found != known_.end()) return found->second;
  known_[number] = {};  // a way back to what is being hashed
  Sha256 hash;
  if (object.isStream()) {
    add_stream(hash, object, depth);
  } else if (object.isDictionary()) {
    add_dictionary(hash, object, depth);
  } else {
    for (int i = 0; i < object.getArrayNItems(); ++i) add(hash, object.getArrayItem(i), depth);
  }
  const Digest digest = hash.finish();
  known_[number] = digest;
  return digest;
}

Digest PageDigester::object(const QPDFObjectHandle& object) { return reference(object, 0); }

Digest PageDigester::page(const QPDFObjectHandle& handle) {
  QPDFObjectHandle page = handle;
  Sha256 hash;
  known_[number_of(page)] = {};
  QPDFPageObjectHelper helper(page);
  for (const std::string& key : kInherited) {
    add_text(hash, '/', key);
    add(hash, helper.getAttribute(key, false), 0);
  }
  for (const std::string& key : page.getKeys()) {
    if (is_about_the_page(key)) continue;
    add_text(hash, '/', key);
    add(hash, page.getKey(key), 0);
  }
  QPDFObjectHandle annotations = page.getKey("/Annots");
  for (int i = 0; annotations.isArray() && i < annotations.getArrayNItems(); ++i) {
    if (!is_invisible_signature(annotations.getArrayItem(i))) add(hash, annotations.getArrayItem(i), 0);
  }
  return hash.finish();
}

}  // namespace cupola::seal
