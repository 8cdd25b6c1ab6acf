#include "certificates/seal/qr_code.hpp"
#include "tests/certificates/seal/sample_code.hpp"

#include <doctest/doctest.h>

#include <stdexcept>
#include <string>

using namespace cupola;

TEST_CASE("a QR code of nothing, of NUL or of too much is refused") {
  CHECK_THROWS_AS(seal::make_qr_code(""), std::invalid_argument);
  CHECK_THROWS_AS(seal::make_qr_code(std::string_view("a\0b", 3)), std::invalid_argument);
  CHECK_THROWS_AS(seal::make_qr_code(std::string(2332, 'a')), std::invalid_argument);
}

TEST_CASE("a QR code has its three eyes, and the same text the same squares") {
  const std::string text = seal::make_code(seal_test::sample_payload(), seal_test::key_of(7));
  const seal::QrCode code = seal::make_qr_code(text);
  CHECK(code.width == 49);  // version 8: a code of this length fits no smaller one at level M
  CHECK(code.black.size() == code.width * code.width);
  for (const auto& [x, y] :
       {std::pair<std::size_t, std::size_t>{0, 0}, {code.width - 7, 0}, {0, code.width - 7}}) {
    CHECK(code.black_at(x, y));
    CHECK_FALSE(code.black_at(x + 1, y + 1));
    CHECK(code.black_at(x + 3, y + 3));
  }
  CHECK(seal::make_qr_code(text).black == code.black);
  CHECK(seal::make_qr_code(text + "A").black != code.black);
}
