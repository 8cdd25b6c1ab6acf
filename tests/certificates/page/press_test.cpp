#include "tests/certificates/page/sample_certificate.hpp"

#include <doctest/doctest.h>

#include <stdexcept>
#include <string>
#include <vector>

using cupola::page::Certificate;
using cupola::page::CertificatePress;
using cupola::page_test::sample_certificate;

TEST_CASE("a resolution no printer has is refused") {
  CertificatePress press;
  CHECK_THROWS_AS(press.png(sample_certificate(), 35), std::invalid_argument);
  CHECK_THROWS_AS(press.png(sample_certificate(), 601), std::invalid_argument);
  CHECK_THROWS_AS(press.png(sample_certificate(), 0.0 / 0.0), std::invalid_argument);
}

TEST_CASE("equal certificates are equal bytes, whichever press made them") {
  CertificatePress one;
  CertificatePress other;
  const std::string first = one.pdf(sample_certificate());
  CHECK(first.starts_with("%PDF-"));
  CHECK(one.pdf(sample_certificate()) == first);
  CHECK(other.pdf(sample_certificate()) == first);
  Certificate changed = sample_certificate();
  changed.team = "Moon Bakers";
  CHECK(one.pdf(changed) != first);
}

namespace {

Certificate named(const std::string& team, const std::string& member) {
  Certificate certificate = sample_certificate();
  certificate.team = team;
  certificate.members = {member};
  return certificate;
}

/// Of every kind of font: outlines of both sorts, letters that join, letters that stack, two that are one
/// glyph.
std::vector<Certificate> names_of_many_scripts() {
  return {named("Οι Μικροί Αστροναύτες", "Ω \u2126"),
          named("Космічні жуки", "Ґалаґан"),
          named("星星小队", "王小明"),
          named("さくらロケット", "はなこ"),
          named("نجوم الصحراء", "ليلى"),
          named("ดาวเด็ก", "น้ำ"),
          named("Größenwahn", "A\u0323\u0308")};
}

}  // namespace

TEST_CASE("what a press made before, and the names it expects, leave no trace in a certificate") {
  const std::vector<Certificate> certificates = names_of_many_scripts();
  std::string all;
  for (const Certificate& each : certificates) all += each.team + each.members.front() + "漢字한글";
  CertificatePress forwards({.names = all});
  CertificatePress backwards;
  std::vector<std::string> first;
  first.reserve(certificates.size());
  for (const Certificate& each : certificates) first.push_back(forwards.pdf(each));
  for (std::size_t i = certificates.size(); i-- > 0;) CHECK(backwards.pdf(certificates[i]) == first[i]);
  CHECK(forwards.pdf(certificates.front()) == first.front());
  CHECK(CertificatePress().pdf(certificates[2]) == first[2]);
}
