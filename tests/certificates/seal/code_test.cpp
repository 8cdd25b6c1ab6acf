#include "certificates/seal/code.hpp"
#include "certificates/seal/base32.hpp"
#include "certificates/seal/digest.hpp"
#include "certificates/seal/editions.hpp"
#include "hat_driver/base/whole_file.hpp"
#include "tests/certificates/seal/sample_code.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <limits>

using namespace cupola;
using seal_test::key_of;
using seal_test::sample_payload;

namespace {

/// The words that `read_code` refuses a text with; fails the test if it takes it.
std::string refusal(const std::string& text) { return std::get<std::string>(seal::read_code(text)); }

std::string sample_code() { return seal::make_code(sample_payload(), key_of(7)); }

/// The sample with one byte set, as a code.
std::string with_byte(std::size_t at, char value) {
  std::string bytes = *seal::from_base32(seal_test::read(sample_code()).text);
  bytes.at(at) = value;
  return seal::to_base32(bytes);
}

template <class Change>
seal::Payload changed(const Change& change) {
  seal::Payload payload = sample_payload();
  change(payload);
  return payload;
}

}  // namespace

TEST_CASE("a text that is no code is refused in words") {
  for (const char* text : {"", " ", "cupola:", "hello world", "https://example.org/", "AAAA", "IM", "IMAQ0"})
    CHECK(refusal(text).find("no code of a certificate") != std::string::npos);
  CHECK(refusal(std::string(5000, 'A')).find("longer than any code") != std::string::npos);
  CHECK(refusal("\x01\xff\xfe binary \0").find("no code") != std::string::npos);
}

TEST_CASE("every code that was cut off is refused") {
  const std::string text = seal_test::read(sample_code()).text;
  for (std::size_t length = 0; length < text.size(); ++length) {
    CAPTURE(length);
    CHECK(std::holds_alternative<std::string>(seal::read_code(text.substr(0, length))));
  }
  CHECK(refusal(text + "AAAAAAAA").find("cut off or mistyped") != std::string::npos);
}

TEST_CASE("an unknown version, flag or field out of its range is refused") {
  CHECK(refusal(with_byte(1, 2)) == "a code of version 2; this Cupola knows version 1");
  CHECK(refusal(with_byte(2, 2)).find("mistyped") != std::string::npos);
  CHECK(refusal(with_byte(13, '\x7f')).find("mistyped") != std::string::npos);  // a start past the year 2262
  CHECK(refusal(with_byte(25, '\x7f')).find("mistyped") != std::string::npos);  // a latitude past the pole
  CHECK(refusal(with_byte(33, 99)).find("mistyped") != std::string::npos);      // a mission longer than all
  CHECK(refusal(with_byte(34, ' ')).find("mistyped") != std::string::npos);     // a mission with a space
}

TEST_CASE("a payload out of its ranges cannot be sealed") {
  const auto refuse = [](const auto& change) {
    CHECK_THROWS_AS(seal::make_code(changed(change), key_of(7)), std::invalid_argument);
  };
  refuse([](auto& payload) { payload.mission = ""; });
  refuse([](auto& payload) { payload.mission = std::string(65, 'a'); });
  refuse([](auto& payload) { payload.entry = "a b"; });
  refuse([](auto& payload) { payload.edition = 0; });
  refuse([](auto& payload) { payload.start = base::UtcTime(std::chrono::seconds(-1)); });
  refuse([](auto& payload) { payload.duration = std::chrono::milliseconds(-1); });
  refuse([](auto& payload) { payload.duration = std::chrono::hours(24 * 50); });
  refuse([](auto& payload) { payload.latitude_deg = 90.001; });
  refuse([](auto& payload) { payload.longitude_deg = std::numeric_limits<double>::quiet_NaN(); });
}

TEST_CASE("a prefix that would hide where the code begins is refused") {
  for (const char* prefix : {"https://example.org/v", "two words:", "line\nbreak:", "é:", "v1"}) {
    CAPTURE(prefix);
    CHECK_FALSE(seal::is_prefix(prefix));
    CHECK_THROWS_AS(seal::make_code(sample_payload(), key_of(7), prefix), std::invalid_argument);
  }
  CHECK(seal::is_prefix(""));
  CHECK(seal::is_prefix("https://example.org/verify#"));
}

TEST_CASE("one altered byte anywhere breaks the signature or the code") {
  const record::PublicKey key = key_of(7).public_key();
  const std::string bytes = *seal::from_base32(seal_test::read(sample_code()).text);
  for (std::size_t i = 0; i < bytes.size(); ++i) {
    CAPTURE(i);
    const auto read = seal::read_code(with_byte(i, static_cast<char>(bytes[i] ^ 1)));
    const auto* code = std::get_if<seal::Code>(&read);
    CHECK((code == nullptr || !code->is_signed_by(key)));
  }
}

TEST_CASE("a code brings its payload back, signed by its key and by no other") {
  const seal::Code code = seal_test::read(sample_code());
  CHECK(code.payload == sample_payload());
  CHECK(code.payload.end() == *base::parse_utc("2018-02-01T10:02:30Z"));
  CHECK(code.key == seal::key_id(key_of(7).public_key()));
  CHECK(code.is_signed_by(key_of(7).public_key()));
  CHECK_FALSE(code.is_signed_by(key_of(8).public_key()));
}

TEST_CASE("a code is read as people write it") {
  const std::string text = seal_test::read(sample_code()).text;
  std::string small = "https://Example.org/a-b/verify?x=1#";
  for (const char letter : text) small += letter >= 'A' ? static_cast<char>(letter - 'A' + 'a') : letter;
  CHECK(seal_test::read(small).payload == sample_payload());
  std::string grouped = "cupola:\n";
  for (std::size_t i = 0; i < text.size(); i += 5)
    grouped += text.substr(i, 5) + (i % 2 == 0 ? "-" : " \r\n");
  CHECK(seal_test::read(grouped).text == text);
}

TEST_CASE("the extremes of a payload are sealed and brought back") {
  const seal::Payload low = changed([](seal::Payload& payload) {
    payload = {.mission = "m", .entry = "e", .edition = 65535, .start = {}, .duration = {}};
    payload.latitude_deg = -90;
    payload.longitude_deg = -180;
  });
  const seal::Payload high = changed([](seal::Payload& payload) {
    payload.mission = std::string(64, 'Z');
    payload.entry = std::string(32, '_');
    payload.start = *base::parse_utc("2199-12-31T23:59:59.999Z");
    payload.duration = std::chrono::milliseconds(UINT32_MAX);
    payload.latitude_deg = 90;
    payload.longitude_deg = 180;
  });
  for (const seal::Payload& payload : {low, high}) {
    const seal::Code code = seal_test::read(seal::make_code(payload, key_of(7), ""));
    CHECK(code.payload == payload);
    CHECK(code.is_signed_by(key_of(7).public_key()));
  }
}

TEST_CASE("what a run gives for sealing is as precise as a code holds it") {
  const seal::Payload payload = seal::payload_of({.mission = "m",
                                                  .entry = "e",
                                                  .start = *base::parse_utc("2018-02-01T10:00:00.1239999Z"),
                                                  .end = *base::parse_utc("2018-02-01T10:00:30.9990001Z"),
                                                  .latitude_deg = 51.23456,
                                                  .longitude_deg = -0.00004,
                                                  .simulated = true},
                                                 3);
  CHECK(payload.start == *base::parse_utc("2018-02-01T10:00:00.123Z"));
  CHECK(payload.end() == *base::parse_utc("2018-02-01T10:00:30.999Z"));
  CHECK(payload.latitude_deg == doctest::Approx(51.2346));
  CHECK(payload.longitude_deg == 0);
  CHECK(seal_test::read(seal::make_code(payload, key_of(7))).payload == payload);
}

TEST_CASE("the example of docs/seal.md is a code, byte for byte") {
  const std::string page = base::read_whole_file("docs/seal.md");
  const std::size_t begin = page.find("```code\n") + 8;
  const std::string text = page.substr(begin, page.find('\n', begin) - begin);
  CHECK(text == sample_code());
  CHECK(page.find(record::key_hex(key_of(7).public_key())) != std::string::npos);
  std::string hex = page.substr(page.find("```\n43 01") + 4);
  hex.erase(hex.find('\n'));
  hex.erase(std::remove(hex.begin(), hex.end(), ' '), hex.end());
  CHECK(hex == seal::hex(seal_test::read(text).bytes));
  CHECK(page.find(seal::write_replaced("zero-2018", {{"gr-1", 2}}, key_of(7))) != std::string::npos);
}
