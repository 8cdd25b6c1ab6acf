#include "certificates/page/pdf_writer.hpp"

#include "certificates/seal/digest.hpp"

#include <fmt/format.h>
#include <glib.h>
#include <libdeflate.h>

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <iterator>
#include <memory>
#include <new>
#include <stdexcept>
#include <utility>

namespace cupola::page {
namespace {

/// ISO 32000-1, 7.3.5: what would end a name or begin an escape is escaped itself.
void add_name(std::string& to, std::string_view name) {
  constexpr std::string_view kSpecial = "()<>[]{}/%#";
  to += '/';
  for (const char letter : name.substr(1)) {
    if (letter > ' ' && letter <= '~' && kSpecial.find(letter) == std::string_view::npos) {
      to += letter;
    } else {
      fmt::format_to(std::back_inserter(to), "#{:02x}", static_cast<unsigned char>(letter));
    }
  }
}

bool is_ascii(std::string_view text) {
  return std::all_of(text.begin(), text.end(), [](char each) { return each >= ' ' && each <= '~'; });
}

void add_string(std::string& to, std::string_view bytes) {
  if (!is_ascii(bytes) || bytes.find_first_of("()\\") != std::string_view::npos) {
    to += '<' + seal::hex(bytes) + '>';
  } else {
    to.append("(").append(bytes) += ')';
  }
}

void add_big_endian(std::string& to, std::size_t value, unsigned bytes) {
  for (unsigned byte = bytes; byte-- > 0;) to += static_cast<char>((value >> (8 * byte)) & 0xffU);
}

// A certificate is written once and read a few times: speed counts more than the last kilobyte.
constexpr int kQuick = 1;
constexpr int kThorough = 12;

struct CompressorDeleter {
  void operator()(libdeflate_compressor* compressor) const { libdeflate_free_compressor(compressor); }
};
using Compressor = std::unique_ptr<libdeflate_compressor, CompressorDeleter>;

Compressor make_compressor(int level) {
  Compressor compressor(libdeflate_alloc_compressor(level));
  if (!compressor) throw std::bad_alloc();
  return compressor;
}

std::string pack_with(libdeflate_compressor& compressor, std::string_view bytes) {
  std::string packed(libdeflate_zlib_compress_bound(&compressor, bytes.size()), '\0');
  packed.resize(
      libdeflate_zlib_compress(&compressor, bytes.data(), bytes.size(), packed.data(), packed.size()));
  if (packed.empty()) throw std::logic_error("pack: the room for it was too small");
  return packed;
}

/// The file, and where in it each object is.
class File {
 public:
  explicit File(std::size_t objects) : places_(objects + 1) {
    bytes_ = "%PDF-1.7\n%\xe2\xe3\xcf\xd3\n";
    // The head of the list of free objects.
    add_big_endian(places_[0], 0, kField);
    add_big_endian(places_[0], 0xffff, 2);
    places_[0].insert(0, 1, '\0');
  }

  void add_stream(std::size_t number, PdfDictionary dictionary, std::string_view bytes) {
    place(number, 1, bytes_.size(), 0);
    dictionary["/Length"] = pdf_number(static_cast<long>(bytes.size()));
    fmt::format_to(std::back_inserter(bytes_), "{} 0 obj\n", number);
    add_value(bytes_, dictionary);
    bytes_ += "\nstream\n";
    bytes_ += bytes;
    bytes_ += "\nendstream\nendobj\n";
  }

  /// Packed with its like. Small streams, because readers unpack all of one for any of its objects.
  void add_small(std::size_t number, const PdfValue& value) {
    constexpr std::size_t kMost = 1000;
    if (small_count_ == 0) {
      small_stream_ = places_.size();
      places_.emplace_back();
    }
    place(number, 2, small_stream_, small_count_++);
    fmt::format_to(std::back_inserter(small_numbers_), "{} {} ", number, small_.size());
    add_value(small_, value);
    small_ += '\n';
    if (small_count_ == kMost) end_small();
  }

  std::string finish(PdfDictionary trailer) && {
    end_small();
    const std::size_t table_number = places_.size();
    places_.emplace_back();
    const std::size_t start = bytes_.size();
    place(table_number, 1, start, 0);
    std::string table;
    for (const std::string& place : places_) table += place;
    trailer["/Type"] = PdfName{"/XRef"};
    trailer["/Filter"] = PdfName{"/FlateDecode"};
    trailer["/Size"] = pdf_number(static_cast<long>(places_.size()));
    trailer["/W"] = PdfArray{pdf_number(1), pdf_number(long{kField}), pdf_number(2)};
    add_stream(table_number, std::move(trailer), pack(table, Packing::Quick));
    fmt::format_to(std::back_inserter(bytes_), "startxref\n{}\n%%EOF\n", start);
    return std::move(bytes_);
  }

 private:
  static constexpr unsigned kField = 5;

  void end_small() {
    if (small_count_ == 0) return;
    add_stream(small_stream_,
               {{"/Type", PdfName{"/ObjStm"}},
                {"/Filter", PdfName{"/FlateDecode"}},
                {"/N", pdf_number(static_cast<long>(std::exchange(small_count_, 0)))},
                {"/First", pdf_number(static_cast<long>(small_numbers_.size()))}},
               pack(small_numbers_ + small_, Packing::Quick));
    small_numbers_.clear();
    small_.clear();
  }

  void place(std::size_t number, char kind, std::size_t where, std::size_t index) {
    std::string& place = places_.at(number);
    place.assign(1, kind);
    add_big_endian(place, where, kField);
    add_big_endian(place, index, 2);
  }

  std::string bytes_;
  std::vector<std::string> places_;  ///< entries of the cross-reference stream (ISO 32000-1, 7.5.8)
  std::string small_numbers_;
  std::string small_;
  std::size_t small_count_ = 0;
  std::size_t small_stream_ = 0;  ///< its number
};

}  // namespace

void add_number(std::string& to, double value, unsigned long unit) {
  const long rounded = std::lround(value * static_cast<double>(unit));
  if (rounded < 0) to += '-';
  const auto digits = static_cast<unsigned long>(std::labs(rounded));
  fmt::format_to(std::back_inserter(to), "{}", digits / unit);
  unsigned long rest = digits % unit;
  if (rest != 0) to += '.';
  while (rest != 0) {
    rest *= 10;
    to += static_cast<char>('0' + rest / unit);
    rest %= unit;
  }
}

PdfNumber pdf_number(long value) { return {std::to_string(value)}; }

PdfNumber pdf_number(double value, unsigned long unit) {
  PdfNumber number;
  add_number(number.text, value, unit);
  return number;
}

std::string utf16(std::string_view text) {
  if (text.empty()) return {};  // glib takes no text for none at all
  glong length = 0;
  const std::unique_ptr<gunichar2, decltype(&g_free)> units(
      g_utf8_to_utf16(text.data(), static_cast<glong>(text.size()), nullptr, &length, nullptr), g_free);
  std::string bytes;
  for (glong i = 0; i < length; ++i) add_big_endian(bytes, units.get()[i], 2);
  return bytes;
}

PdfString pdf_text(std::string_view text) {
  const std::string utf8(text);
  PdfString string;
  for (const char* at = utf8.c_str(); *at != '\0'; at = g_utf8_next_char(at)) {
    const gunichar letter = g_utf8_get_char(at);
    // Where PDFDocEncoding is what Latin-1 is (ISO 32000-1, D.2) and no mark of another encoding begins.
    const bool is_short =
        (letter >= 0x20 && letter <= 0x7e) || (letter >= 0xa1 && letter < 0xef && letter != 0xad);
    if (!is_short) return {"\xfe\xff" + utf16(text)};
    string.bytes += static_cast<char>(letter);
  }
  return string;
}

void add_value(std::string& to, const PdfValue& value) {
  if (const auto* number = value.as<PdfNumber>()) {
    to += number->text;
  } else if (const auto* name = value.as<PdfName>()) {
    add_name(to, name->text);
  } else if (const auto* string = value.as<PdfString>()) {
    add_string(to, string->bytes);
  } else if (const auto* boolean = value.as<bool>()) {
    to += *boolean ? "true" : "false";
  } else if (const auto* object = value.as<PdfReference>()) {
    fmt::format_to(std::back_inserter(to), "{} {} R", object->object, object->generation);
  } else if (const auto* array = value.as<PdfArray>()) {
    to += '[';
    for (const PdfValue& item : *array) {
      if (&item != &array->front()) to += ' ';
      add_value(to, item);
    }
    to += ']';
  } else if (const auto* dictionary = value.as<PdfDictionary>()) {
    to += "<<";
    for (const auto& [key, item] : *dictionary) {
      add_name(to, key);
      to += ' ';
      add_value(to, item);
    }
    to += ">>";
  } else {
    to += "null";
  }
}

PdfReference PdfWriter::reserve() {
  objects_.emplace_back();
  return {static_cast<int>(objects_.size()), 0};
}

void PdfWriter::set(PdfReference number, PdfObject object) {
  objects_.at(static_cast<std::size_t>(number.object) - 1) = std::move(object);
}

PdfReference PdfWriter::add(PdfObject object) {
  const PdfReference number = reserve();
  set(number, std::move(object));
  return number;
}

PdfReference PdfWriter::add_stream(PdfDictionary dictionary, std::string bytes) {
  return add({std::move(dictionary), seal::PdfBytes{std::move(bytes), false}});
}

PdfReference PdfWriter::add_raw_stream(PdfDictionary dictionary, std::string bytes) {
  return add({std::move(dictionary), seal::PdfBytes{std::move(bytes), true}});
}

const PdfObject& PdfWriter::at(PdfReference number) const {
  return objects_.at(static_cast<std::size_t>(number.object) - 1);
}

std::string PdfWriter::finish(PdfDictionary trailer) const {
  File file(objects_.size());
  for (std::size_t i = 0; i < objects_.size(); ++i) {
    const PdfObject& object = objects_[i];
    if (!object.stream) {
      file.add_small(i + 1, object.value);
      continue;
    }
    PdfDictionary dictionary = std::get<PdfDictionary>(object.value.value);
    if (object.stream->raw) {
      file.add_stream(i + 1, std::move(dictionary), object.stream->bytes);
    } else {
      dictionary["/Filter"] = PdfName{"/FlateDecode"};
      file.add_stream(i + 1, std::move(dictionary), pack(object.stream->bytes, Packing::Quick));
    }
  }
  return std::move(file).finish(std::move(trailer));
}

std::string pack(std::string_view bytes, Packing packing) {
  if (packing == Packing::Thorough) return pack_with(*make_compressor(kThorough), bytes);
  // It keeps nothing from one page to the next, and making one costs as much as packing a page.
  thread_local const Compressor quick = make_compressor(kQuick);
  return pack_with(*quick, bytes);
}

}  // namespace cupola::page
