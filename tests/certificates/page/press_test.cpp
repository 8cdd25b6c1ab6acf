#include "tests/certificates/page/sample_certificate.hpp"

#include <doctest/doctest.h>

#include <stdexcept>
#include <string>

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
