#include "emulator/picture/film.hpp"

#include "tests/emulator/picture/films.hpp"

#include <doctest/doctest.h>
#include <zlib.h>

#include <algorithm>
#include <fstream>
#include <limits>
#include <sstream>
#include <stdexcept>
#include <utility>

using namespace cupola::picture;
using cupola::tests::dot_frame;
using cupola::tests::plain_frame;
using cupola::tests::random_film;

namespace {

void set_number(std::string& bytes, std::size_t at, std::uint64_t value, std::size_t size) {
  for (std::size_t i = 0; i < size; ++i) bytes.at(at + i) = static_cast<char>((value >> (8 * i)) & 0xff);
}

void renew_checksum(std::string& bytes) {
  const std::size_t at = bytes.size() - 4;
  set_number(bytes, at, ::crc32_z(0, reinterpret_cast<const Bytef*>(bytes.data()), at), 4);
}

/// A film file around any picture records, with whatever it promises of them.
std::string film_around(const std::string& plain, std::uint32_t count, std::uint32_t duration_ms) {
  uLongf size = ::compressBound(plain.size());
  std::string packed(size, '\0');
  REQUIRE(::compress(reinterpret_cast<Bytef*>(packed.data()), &size,
                     reinterpret_cast<const Bytef*>(plain.data()), plain.size()) == Z_OK);
  packed.resize(size);
  std::string bytes = encode_film(Film{.frames = {}, .duration_ms = duration_ms}).substr(0, 72);
  set_number(bytes, 12, count, 4);
  set_number(bytes, 20, plain.size(), 4);
  set_number(bytes, 64, packed.size(), 4);
  bytes += packed + std::string(4, '\0');
  renew_checksum(bytes);
  return bytes;
}

std::string complaint(const std::string& bytes) {
  try {
    decode_film(bytes);
  } catch (const std::invalid_argument& error) {
    return error.what();
  }
  return "no complaint";
}

bool contains(const std::string& text, const std::string& part) {
  return text.find(part) != std::string::npos;
}

std::string example_of_the_document() {
  std::ifstream document{"docs/film.md"};
  REQUIRE(document);
  std::string line;
  while (std::getline(document, line) && line != "```hex") {
  }
  std::string bytes;
  while (std::getline(document, line) && line != "```") {
    std::istringstream pairs{line};
    for (unsigned value = 0; pairs >> std::hex >> value;) bytes.push_back(static_cast<char>(value));
  }
  return bytes;
}

const Film& two_dots() {
  static const Film film{
      .frames = {{40, dot_frame(0, 0xf800)}, {1040, dot_frame(1)}}, .duration_ms = 2000, .total_updates = 3};
  return film;
}

}  // namespace

TEST_CASE("what is not a film, or of another version, is refused by name") {
  CHECK(contains(complaint(""), "byte 0: not a film"));
  CHECK(contains(complaint("GIF89a and so on"), "byte 0: not a film"));
  std::string bytes = encode_film(two_dots());
  set_number(bytes, 8, 7, 2);
  CHECK(contains(complaint(bytes), "byte 8: unknown version 7"));
}

TEST_CASE("every truncation of a film is refused, and every byte after its end") {
  const std::string bytes = encode_film(two_dots());
  for (std::size_t size = 0; size < bytes.size(); ++size) {
    CAPTURE(size);
    REQUIRE_THROWS_AS(decode_film(std::string_view{bytes}.substr(0, size)), std::invalid_argument);
  }
  CHECK(contains(complaint(bytes.substr(0, 80)), "byte 80: the file ends here"));
  CHECK(contains(complaint(bytes + "x"), "more bytes follow"));
}

TEST_CASE("every flipped bit of a film is noticed") {
  const std::string bytes = encode_film(two_dots());
  for (std::size_t bit = 0; bit < 8 * bytes.size(); ++bit) {
    std::string damaged = bytes;
    damaged[bit / 8] = static_cast<char>(damaged[bit / 8] ^ (1 << (bit % 8)));
    CAPTURE(bit);
    REQUIRE_THROWS_AS(decode_film(damaged), std::invalid_argument);
  }
  std::string damaged = bytes;
  damaged[75] = static_cast<char>(damaged[75] ^ 1);
  CHECK(contains(complaint(damaged), "checksum"));
}

TEST_CASE("sizes that cannot be are refused before anything is unpacked") {
  std::string bytes = encode_film(two_dots());
  SUBCASE("too many pictures") {
    set_number(bytes, 12, kMostFilmFrames + 1, 4);
    CHECK(contains(complaint(bytes), "byte 12: 1048577 pictures"));
  }
  SUBCASE("more pictures than the records hold") {
    set_number(bytes, 12, 1000, 4);
    CHECK(contains(complaint(bytes), "byte 20"));
  }
  SUBCASE("records larger than the pictures need") {
    set_number(bytes, 20, 269, 4);
    CHECK(contains(complaint(bytes), "byte 20"));
  }
  SUBCASE("more than deflate can hold") {
    set_number(bytes, 12, 1'000'000, 4);
    set_number(bytes, 20, 100'000'000, 4);
    CHECK(contains(complaint(bytes), "cannot come out of"));
  }
  SUBCASE("a packed size past the limit") {
    set_number(bytes, 64, std::numeric_limits<std::uint32_t>::max(), 4);
    CHECK(contains(complaint(bytes), "byte 64"));
  }
  SUBCASE("a gamma level no driver takes") {
    set_number(bytes, 40, 32, 1);
    CHECK(contains(complaint(bytes), "byte 40: gamma level 32"));
  }
  SUBCASE("reserved bytes in use") {
    set_number(bytes, 10, 1, 2);
    CHECK(contains(complaint(bytes), "byte 10: reserved"));
  }
}

TEST_CASE("a bomb that unpacks to more than it promises is refused") {
  std::string bytes = film_around(std::string(1'000'000, '\0'), 10'000, 1000);
  set_number(bytes, 12, 10, 4);
  set_number(bytes, 20, 1000, 4);
  renew_checksum(bytes);
  CHECK(contains(complaint(bytes), "promised size"));
}

TEST_CASE("picture records that make no sense are refused at their byte") {
  const std::string mask_of_none(8, '\0');
  const std::string still = std::string{"\x05\x01", 2} + mask_of_none;
  CHECK(decode_film(film_around(still, 1, 100)).frames.size() == 1);

  CHECK(contains(complaint(film_around(still, 1, 4)),
                 "byte 1 of the unpacked pictures: the picture comes after"));
  CHECK(contains(complaint(film_around(std::string{"\x05\x02", 2} + mask_of_none, 1, 100)), "unknown kind"));
  CHECK(contains(complaint(film_around(std::string{"\x05\x00", 2} + mask_of_none, 1, 100)), "in the middle"));
  CHECK(contains(complaint(film_around(still + still, 1, 100)), "more bytes follow"));
  CHECK(contains(complaint(film_around("\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff", 1, 100)), "32 bits"));
  CHECK(contains(complaint(film_around("\xff\xff\xff\xff\x1f" + still, 1, 100)), "32 bits"));
}

TEST_CASE("random bytes are never believed and never crash") {
  std::mt19937 random{1};
  for (int round = 0; round < 3000; ++round) {
    std::string plain(20 + random() % 400, '\0');
    for (char& each : plain) each = static_cast<char>(random() % (round % 2 == 0 ? 256 : 4));
    const auto count = static_cast<std::uint32_t>(1 + random() % (plain.size() / 10));
    try {
      const Film film = decode_film(film_around(plain, count, 100'000));
      REQUIRE(film.frames.size() == count);
      REQUIRE(decode_film(encode_film(film)) == film);
    } catch (const std::invalid_argument&) {
      continue;
    }
  }
}

TEST_CASE("a film that breaks the limits is not written") {
  CHECK_THROWS_AS(encode_film({.frames = {{5, {}}, {4, {}}}, .duration_ms = 9}), std::invalid_argument);
  CHECK_THROWS_AS(encode_film({.frames = {{10, {}}}, .duration_ms = 9}), std::invalid_argument);
  Film wild;
  wild.gamma[31] = 32;
  CHECK_THROWS_AS(encode_film(wild), std::invalid_argument);
}

TEST_CASE("the worked example of docs/film.md reads as it says") {
  const std::string bytes = example_of_the_document();
  REQUIRE(bytes.size() == 114);
  CHECK(decode_film(bytes) == two_dots());
}

TEST_CASE("any film comes back as it was written") {
  CHECK(decode_film(encode_film(Film{})) == Film{});
  std::mt19937 random{2};
  for (int round = 0; round < 500; ++round) {
    const Film film = random_film(random);
    REQUIRE(decode_film(encode_film(film)) == film);
  }
  const Film longest{.frames = {{std::numeric_limits<std::uint32_t>::max(), plain_frame(1)}},
                     .duration_ms = std::numeric_limits<std::uint32_t>::max(),
                     .total_updates = std::numeric_limits<std::uint64_t>::max()};
  CHECK(decode_film(encode_film(longest)) == longest);
}

TEST_CASE("a scrolled message of 300 steps takes less than 8 kB") {
  std::mt19937 random{3};
  Film film{.frames = {}, .duration_ms = 30'000};
  std::array<unsigned, 8> rows{};
  for (std::uint32_t step = 0; step < 300; ++step) {
    const auto column = static_cast<unsigned>(random());
    FilmFrame next{step * 100, {}};
    for (std::size_t y = 0; y < 8; ++y) {
      rows.at(y) = (rows.at(y) << 1) | ((column >> y) & 1);
      for (std::size_t x = 0; x < 8; ++x)
        next.frame.pixels.at(8 * y + x) = ((rows.at(y) >> (7 - x)) & 1) != 0 ? 0xffff : 0;
    }
    film.frames.push_back(next);
  }
  CHECK(encode_film(film).size() < 8'000);
}
