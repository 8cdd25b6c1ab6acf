#include "certificates/page/missing_fonts.hpp"
#include "certificates/page/type.hpp"
#include "certificates/seal/pdf_pages.hpp"
#include "tests/certificates/page/sample_certificate.hpp"
#include "tests/certificates/page/tools.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <sstream>
#include <stdexcept>
#include <vector>

using namespace cupola::page;
using cupola::page_test::PdfFile;
using cupola::page_test::sample_certificate;

namespace {

bool contains(const std::string& text, std::string_view part) { return text.find(part) != std::string::npos; }

/// The text without the marks by which pdftotext shows the direction of a line.
std::string without_direction_marks(std::string text) {
  for (const std::string_view mark : {"\u202A", "\u202B", "\u202C", "\u200E", "\u200F"}) {
    for (std::size_t at = text.find(mark); at != std::string::npos; at = text.find(mark))
      text.erase(at, mark.size());
  }
  return text;
}

}  // namespace

TEST_CASE("the PDF is one sound page of A4 landscape, tagged, in English") {
  CertificatePress press;
  const PdfFile file(press.pdf(sample_certificate()));
  const std::string info = file.ask("pdfinfo");
  CHECK(contains(info, "Pages:           1\n"));
  CHECK(contains(info, "841.89 x 595.276 pts (A4)"));
  CHECK(contains(info, "Tagged:          yes"));
  CHECK(contains(info, "Certificate: Star Bakers"));
  CHECK(contains(info, "Feb  1 09:14:19 2018"));
  CHECK_NOTHROW(file.ask("qpdf --check"));
  CHECK(contains(file.ask("qpdf --json --json-key=qpdf"), "\"/Lang\": \"u:en\""));
}

TEST_CASE("a page in one script takes few fonts: each costs time and room") {
  CertificatePress press;
  const std::string fonts = PdfFile(press.pdf(sample_certificate())).ask("pdffonts");
  CHECK(std::count(fonts.begin(), fonts.end(), '\n') <= 2 + 6);
}

TEST_CASE("every font of the PDF is embedded") {
  CertificatePress press;
  Certificate certificate = sample_certificate();
  certificate.school = "مدرسة الأمل 東京 서울 ไทย Ελλάς";
  std::istringstream lines(PdfFile(press.pdf(certificate)).ask("pdffonts"));
  std::string line;
  std::getline(lines, line);
  const std::size_t column = line.find("emb");
  REQUIRE(column != std::string::npos);
  std::getline(lines, line);
  int fonts = 0;
  while (std::getline(lines, line)) {
    CAPTURE(line);
    CHECK(line.substr(column, 3) == "yes");
    ++fonts;
  }
  CHECK(fonts >= 6);
}

TEST_CASE(
    "every design is a sound page whose structure is whole, with a text for every picture and a code to be "
    "read") {
  Certificate certificate = sample_certificate();
  certificate.code = "cupola:0042/1";
  for (const DesignNote& design : design_notes()) {
    for (const Paper paper : {Paper::A4, Paper::Letter}) {
      CAPTURE(design.name);
      CertificatePress press({.design = std::string(design.name), .paper = paper});
      const PdfFile file(press.pdf(certificate));
      CHECK_NOTHROW(file.ask("qpdf --check"));
      const std::string structure = file.ask("pdfinfo -struct");
      CHECK_FALSE(contains(structure, "Syntax Warning"));
      CHECK(contains(structure, "Document"));
      CHECK(contains(structure, "H1 (block)"));
      const std::string objects = file.ask("qpdf --qdf --object-streams=disable", "- | grep -ac '/Alt'");
      CHECK(std::stoi(objects) == 5);
      CHECK(contains(file.ask("pdfinfo"), paper == Paper::A4 ? "(A4)" : "792 x 612 pts (letter)"));
      CHECK(contains(file.scan(), "cupola:0042/1"));
    }
  }
}

TEST_CASE("the language of the page is the language of the PDF") {
  CertificatePress press;
  Certificate certificate = sample_certificate();
  certificate.language = "el";
  const PdfFile file(press.pdf(certificate));
  CHECK(contains(file.ask("qpdf --json --json-key=qpdf"), "\"/Lang\": \"u:el\""));
  CHECK(contains(file.text(), "Νότιος Ειρηνικός"));
}

TEST_CASE("a pack has a page for each, and takes less than the pages by themselves") {
  CertificatePress press;
  Certificate second = sample_certificate();
  second.team = "Moon Bakers";
  const std::string pack = press.pack({sample_certificate(), second}, "St Brigid’s");
  const PdfFile file(pack);
  CHECK_NOTHROW(file.ask("qpdf --check"));
  CHECK(contains(file.ask("pdfinfo"), "Pages:           2\n"));
  CHECK(contains(file.text(), "Star Bakers"));
  CHECK(contains(file.text(), "Moon Bakers"));
  CHECK_FALSE(contains(file.ask("pdfinfo -struct"), "Syntax Warning"));
  CHECK(pack.size() < press.pdf(second).size() * 3 / 2);
  CHECK_THROWS_AS(press.pack({}, "none"), std::invalid_argument);
}

TEST_CASE("a letter that no font has is named with the package that has it") {
  CertificatePress press;
  CHECK(press.take_missing_fonts().empty());
  Typesetter bare("/usr/share/fonts/truetype/dejavu");
  bare.set("ก宇A", {});
  const std::vector<std::uint32_t> missing = bare.take_missing_letters();
  CHECK(missing == std::vector<std::uint32_t>{0x0E01, 0x5B87});
  const std::vector<std::string> lines = missing_fonts(missing);
  REQUIRE(lines.size() == 2);
  CHECK(contains(lines.at(0) + lines.at(1),
                 "Thai letters such as ก; install the Debian package fonts-noto-core"));
  CHECK(contains(lines.at(0) + lines.at(1),
                 "Han letters such as 宇; install the Debian package fonts-noto-cjk"));
  CHECK(bare.take_missing_letters().empty());
}

TEST_CASE("a reader gets the words back") {
  CertificatePress press;
  const std::string text = PdfFile(press.pdf(sample_certificate())).text();
  for (const char* words : {"Certificate", "Simulated flight", "First Light 2018", "Star Bakers",
                            "Ada Okafor · Zoë Müller", "St Brigid’s Primary School", "09:14:07 UTC",
                            "09:14:19 UTC", "12.3 s", "1 February 2018", "15.56° S, 172.73° E",
                            "South Pacific Ocean", "west of Fiji", "element set of 2018-02-01T22:18:16Z"}) {
    CAPTURE(words);
    CHECK(contains(text, words));
  }
}

TEST_CASE("a reader gets the team's name back in its own script") {
  CertificatePress press;
  for (const std::string team :
       {"Zażółć gęślą jaźń", "Efficient Waffles", "Οι Μικροί Αστροναύτες", "Команда «Ёжики»",
        "فريق النجوم الصغيرة", "مدرسة الأمل والسلام", "כוכבי השמיים", "กลุ่มดาวน้อย", "星星小队",
        "宇宙パン屋さん", "우주 토끼들", "नन्हे सितारे"}) {
    CAPTURE(team);
    Certificate certificate = sample_certificate();
    certificate.team = team;
    CHECK(contains(without_direction_marks(PdfFile(press.pdf(certificate)).text()), team));
  }
}

namespace {

bool says(const std::string& pdf, const std::string& text_without_space) {
  const std::vector<std::string> texts = cupola::seal::read_pdf(pdf).front().texts;
  return std::find(texts.begin(), texts.end(), text_without_space) != texts.end();
}

/// Operators of a page's content that paint, outside of every mark.
std::vector<std::string> unmarked(const PdfFile& file) {
  std::istringstream lines(file.ask("qpdf --qdf --object-streams=disable --normalize-content=n", "-"));
  std::vector<std::string> found;
  int depth = 0;
  bool is_page = false;
  for (std::string line; std::getline(lines, line);) {
    if (contains(line, "%% Contents for page")) is_page = true;
    if (line == "endstream") is_page = false;
    if (!is_page) continue;
    const std::string operation = line.substr(line.find_last_of(" ]") + 1);
    if (operation == "BDC" || operation == "BMC") ++depth;
    if (operation == "EMC") --depth;
    for (const char* paints : {"f", "f*", "S", "TJ", "Tj", "Do", "ID", "sh", "B"})
      if (depth == 0 && operation == paints) found.push_back(line);
  }
  CHECK(depth == 0);
  return found;
}

}  // namespace

TEST_CASE("two letters that share a glyph both come back, and so do right-to-left ones in their order") {
  CertificatePress press;
  for (const std::string team : {"Ω\u2126Ω", "כוכבי", "abc\u2060def", "ÅA\u030a\u212b"}) {
    CAPTURE(team);
    Certificate certificate = sample_certificate();
    certificate.team = team;
    CHECK(says(press.pdf(certificate), team));
  }
}

TEST_CASE("letters that no font can embed are painted, with their text beside them") {
  CertificatePress press;
  Certificate certificate = sample_certificate();
  certificate.team = "Star \ue123\U0001f680 Bakers";
  const std::string pdf = press.pdf(certificate);
  CHECK(says(pdf, "Star\ue123\U0001f680Bakers"));
  const PdfFile file(pdf);
  CHECK_NOTHROW(file.ask("qpdf --check"));
  CHECK(contains(file.ask("pdfimages -list"), "smask"));
}

TEST_CASE("everything on a page is marked: as text, as picture or as ornament") {
  Certificate certificate = sample_certificate();
  certificate.code = "cupola:0042/1";
  for (const DesignNote& design : design_notes()) {
    CAPTURE(design.name);
    CertificatePress press({.design = std::string(design.name)});
    for (const std::string& line : unmarked(PdfFile(press.pdf(certificate)))) FAIL_CHECK(line);
  }
}

TEST_CASE("no name leaves its room, however long, wide or high") {
  const Typesetter typesetter;
  const Room room{.width = 700, .height = 76, .smallest_single = 26};
  std::string long_word;
  std::string stacked = "Z";
  std::string han;
  for (int i = 0; i < 300; ++i) long_word += "W";
  for (int i = 0; i < 60; ++i) stacked += "\u0308";
  for (int i = 0; i < 300; ++i) han += "宇";
  for (const std::string& name : {long_word, stacked, han, std::string("A")}) {
    CAPTURE(name.substr(0, 8));
    const SetText text = typesetter.fit(
        name, {.face = Face::Display, .size_pt = 54, .weight = Weight::Bold, .align = Align::Centre}, room);
    const Box ink = text.ink_extents();
    CHECK(text.width() <= room.width + 0.01);
    CHECK(text.height() <= room.height);
    CHECK(ink.height <= room.height);
    CHECK(ink.width <= room.width + 1);
    CHECK(text.size_pt() >= 3);
  }
}

TEST_CASE("the small print of the poster design can be read without a glass, and its code typed in") {
  constexpr double kLeastHeight = 6.5 * 1.362;  // of a line of Noto Sans, points
  CertificatePress press({.design = "lights"});
  Certificate certificate = sample_certificate();
  certificate.language = "el";  // long small print
  certificate.clock_synchronised = false;
  certificate.code = certificate.code_text = "cupola:IMAQB7UBFQ";
  for (int i = 0; i < 18; ++i) certificate.code_text += "JPHK2M4YAA";
  const PdfFile file(press.pdf(certificate));
  std::string text = file.text();
  text.erase(std::remove(text.begin(), text.end(), '\n'), text.end());
  CHECK(contains(text, certificate.code_text));
  std::istringstream lines(file.ask("pdftotext -bbox", "-"));
  int seen = 0;
  for (std::string line; std::getline(lines, line);) {
    if (!contains(line, ">cupola:") && !contains(line, ">Cupola<") && !contains(line, ">0042<")) continue;
    const auto number = [&](std::string_view name) {
      return std::stod(line.substr(line.find(name) + name.size()));
    };
    CHECK(number("yMax=\"") - number("yMin=\"") >= kLeastHeight);
    ++seen;
  }
  CHECK(seen == 3);
}
