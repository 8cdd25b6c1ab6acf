#include "certificates/seal/pdf_read.hpp"

#include <qpdf/Buffer.hh>
#include <qpdf/Pipeline.hh>
#include <qpdf/QPDF.hh>
#include <qpdf/QPDFObjectHandle.hh>
#include <qpdf/QPDFPageObjectHelper.hh>

#include <stdexcept>

namespace cupola::seal {
namespace {

constexpr const char* kTooMuch = "a part of it unpacks to far too much";

/// Keeps what comes through, and ends it all when that is too much.
class Gather final : public Pipeline {
 public:
  explicit Gather(std::size_t largest) : Pipeline("gather", nullptr), largest_(largest) {}
  void write(const unsigned char* data, std::size_t size) override {
    too_much_ = too_much_ || size > largest_ - bytes_.size();
    if (too_much_) throw std::runtime_error(kTooMuch);
    bytes_.append(reinterpret_cast<const char*>(data), size);
  }
  void finish() override {}
  bool too_much() const { return too_much_; }
  std::string take() { return std::move(bytes_); }

 private:
  bool too_much_ = false;
  std::size_t largest_;
  std::string bytes_;
};

/// The value itself, whether or not it is an object of its own. qpdf reads nothing nested deeper than 500.
PdfValue read_own(QPDFObjectHandle value) {
  if (value.isDictionary()) {
    PdfDictionary dictionary;
    for (const std::string& key : value.getKeys()) dictionary.emplace(key, read_value(value.getKey(key)));
    return dictionary;
  }
  if (value.isArray()) {
    PdfArray array;
    const int count = value.getArrayNItems();
    array.reserve(static_cast<std::size_t>(count));
    for (int i = 0; i < count; ++i) array.push_back(read_value(value.getArrayItem(i)));
    return array;
  }
  if (value.isBool()) return PdfValue(value.getBoolValue());
  if (value.isInteger()) return PdfNumber{std::to_string(value.getIntValue())};
  if (value.isReal()) return PdfNumber{value.getRealValue()};
  if (value.isName()) return PdfName{value.getName()};
  if (value.isString()) return PdfString{value.getStringValue()};
  return {};
}

}  // namespace

std::optional<std::string> unpack(const QPDFObjectHandle& stream, std::size_t largest) {
  Gather gather(largest);
  bool unpacked = false;
  QPDFObjectHandle handle = stream;
  handle.pipeStreamData(&gather, &unpacked, 0, qpdf_dl_generalized, true, false);
  // qpdf takes what a pipeline throws for a damaged stream, and goes on.
  if (gather.too_much()) throw std::runtime_error(kTooMuch);
  if (!unpacked) return std::nullopt;
  return gather.take();
}

PdfReference number_of(const QPDFObjectHandle& object) {
  return {object.getObjectID(), object.getGeneration()};
}

PdfValue read_value(const QPDFObjectHandle& handle) {
  QPDFObjectHandle value = handle;
  if (value.isIndirect() && (value.isDictionary() || value.isArray() || value.isStream()))
    return number_of(value);
  return read_own(value);
}

PageDigester::Source objects_of(QPDF& document) {
  return {[&document](PdfReference number) {
            QPDFObjectHandle handle = document.getObjectByID(number.object, number.generation);
            PdfObject object;
            if (handle.isStream()) object.stream = PdfBytes();
            object.value = read_own(handle.isStream() ? handle.getDict() : handle);
            return object;
          },
          [&document](PdfReference number) {
            QPDFObjectHandle handle = document.getObjectByID(number.object, number.generation);
            PdfBytes result;
            if (auto bytes = unpack(handle, kLargestStream)) {
              result.bytes = std::move(*bytes);
              return result;
            }
            const auto raw = handle.getRawStreamData();
            result.bytes.assign(reinterpret_cast<const char*>(raw->getBuffer()), raw->getSize());
            result.raw = true;
            return result;
          }};
}

PdfDictionary read_page(const QPDFObjectHandle& page) {
  PdfValue own = read_own(page);
  auto* const entries = std::get_if<PdfDictionary>(&own.value);
  if (entries == nullptr) throw std::runtime_error("it is damaged: a page is no dictionary");
  PdfDictionary dictionary = std::move(*entries);
  QPDFPageObjectHelper helper(page);
  for (const char* const key : {"/CropBox", "/MediaBox", "/Resources", "/Rotate"})
    dictionary[key] = read_value(helper.getAttribute(key, false));
  return dictionary;
}

}  // namespace cupola::seal
