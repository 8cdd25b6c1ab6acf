#include "certificates/page/pdf_writer.hpp"
#include "tests/certificates/page/tools.hpp"

#include <doctest/doctest.h>

#include <string>

using namespace cupola::page;
using cupola::page_test::PdfFile;

namespace {

std::string written(const PdfValue& value) {
  std::string text;
  add_value(text, value);
  return text;
}

std::string number(double value, unsigned long unit = 100) {
  std::string text;
  add_number(text, value, unit);
  return text;
}

/// A document of one empty page, with `extra` in its catalogue.
std::string document(PdfWriter& writer, PdfValue extra) {
  const PdfReference tree = writer.reserve();
  const PdfReference page = writer.add(
      {PdfDictionary{{"/Type", PdfName{"/Page"}},
                     {"/Parent", tree},
                     {"/MediaBox", PdfArray{pdf_number(0), pdf_number(0), pdf_number(72), pdf_number(72)}},
                     {"/Contents", writer.add_stream({}, "0 0 10 10 re f\n")}},
       {}});
  writer.set(tree, {PdfDictionary{
                        {"/Type", PdfName{"/Pages"}}, {"/Kids", PdfArray{page}}, {"/Count", pdf_number(1)}},
                    {}});
  const PdfReference root = writer.add(
      {PdfDictionary{{"/Type", PdfName{"/Catalog"}}, {"/Pages", tree}, {"/Extra", std::move(extra)}}, {}});
  return writer.finish({{"/Root", root}});
}

}  // namespace

TEST_CASE("numbers are as short as they can be, and never minus nothing") {
  CHECK(number(0) == "0");
  CHECK(number(-0.004) == "0");
  CHECK(number(12) == "12");
  CHECK(number(1.5) == "1.5");
  CHECK(number(-3.456) == "-3.46");
  CHECK(number(0.05) == "0.05");
  CHECK(number(841.8898, 10000) == "841.8898");
}

TEST_CASE("names and strings keep every byte, whatever it means in a PDF") {
  CHECK(written(PdfName{"/A B#(c)/"}) == "/A#20B#23#28c#29#2f");
  CHECK(written(PdfString{"plain"}) == "(plain)");
  CHECK(written(PdfString{"a(b"}) == "<612862>");
  CHECK(written(PdfString{"back\\slash"}) == "<6261636b5c736c617368>");
  CHECK(written(PdfString{std::string("\0\n", 2)}) == "<000a>");
  CHECK(written(PdfArray{PdfValue(), PdfValue(true), PdfReference{3, 0}}) == "[null true 3 0 R]");
}

TEST_CASE("a text string is Latin-1 where that says the same, else UTF-16") {
  CHECK(pdf_text("Zoë").bytes == "Zo\xeb");
  CHECK(pdf_text("").bytes.empty());
  CHECK(pdf_text("Ω").bytes == "\xfe\xff\x03\xa9");
  // What would be taken for the mark of another encoding, or for nothing.
  CHECK(pdf_text("þÿ").bytes == std::string("\xfe\xff\0\xfe\0\xff", 6));
  CHECK(pdf_text("a\u00ad").bytes == std::string("\xfe\xff\0a\0\xad", 6));
  CHECK(pdf_text("🚀").bytes == "\xfe\xff\xd8\x3d\xde\x80");
}

TEST_CASE("a file is sound, and equal objects are equal bytes") {
  const PdfDictionary awkward{{"/Key with space", PdfString{"(\\)"}}, {"/Real", pdf_number(-0.125, 1000)}};
  PdfWriter one;
  PdfWriter other;
  const std::string bytes = document(one, awkward);
  CHECK(document(other, awkward) == bytes);
  const PdfFile file(bytes);
  CHECK_NOTHROW(file.ask("qpdf --check"));
  const std::string plain = file.ask("qpdf --qdf --object-streams=disable", "-");
  CHECK(plain.find("/Key#20with#20space (\\(\\\\\\))") != std::string::npos);
  CHECK(plain.find("/Real -0.125") != std::string::npos);
  CHECK(plain.find("0 0 10 10 re f") != std::string::npos);
}
