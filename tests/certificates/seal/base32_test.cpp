#include "certificates/seal/base32.hpp"

#include <doctest/doctest.h>

#include <array>
#include <utility>

using cupola::seal::from_base32;
using cupola::seal::to_base32;

TEST_CASE("base 32 refuses foreign letters, impossible lengths and bits left over") {
  CHECK_FALSE(from_base32("MZXW6Y0"));
  CHECK_FALSE(from_base32("MZXW 6YQ"));
  CHECK_FALSE(from_base32("MZXW6YQ="));
  CHECK_FALSE(from_base32("M"));
  CHECK_FALSE(from_base32("MZX"));
  CHECK_FALSE(from_base32("MZ"));  // "MY" with one bit of what no byte holds
}

TEST_CASE("base 32 gives RFC 4648's vectors, without padding, and reads them in small letters too") {
  const std::array<std::pair<const char*, const char*>, 7> vectors{{{"", ""},
                                                                    {"f", "MY"},
                                                                    {"fo", "MZXQ"},
                                                                    {"foo", "MZXW6"},
                                                                    {"foob", "MZXW6YQ"},
                                                                    {"fooba", "MZXW6YTB"},
                                                                    {"foobar", "MZXW6YTBOI"}}};
  for (const auto& [bytes, text] : vectors) {
    CHECK(to_base32(bytes) == text);
    CHECK(from_base32(text) == bytes);
  }
  CHECK(from_base32("mzxw6ytboi") == "foobar");
}

TEST_CASE("base 32 brings every byte back") {
  std::string bytes;
  for (int i = 0; i < 256; ++i) bytes += static_cast<char>(i);
  CHECK(from_base32(to_base32(bytes)) == bytes);
}
