#include <cupola/hat/text.hpp>

#include <doctest/doctest.h>

#include <cstdlib>

using namespace cupola::hat;

namespace {

std::size_t frames_of(std::string_view text) { return message_frames(message_columns(decode_utf8(text))); }

}  // namespace

TEST_CASE("shows a question mark for what the font does not have") {
  for (const char32_t missing : {U'^', U'`', U'{', U'}', U'é', U'°', U'\0', U'\U0010ffff'}) {
    CHECK_FALSE(has_glyph(missing));
    CHECK(glyph(missing) == glyph(U'?'));
  }
  CHECK(has_glyph(U'?'));
  CHECK(glyph(U'A') != glyph(U'?'));
}

TEST_CASE("the extended font adds letters and changes none") {
  for (const char32_t added : {U'^', U'é', U'ő', U'Ω', U'ς', U'Ж', U'ї', U'ђ', U'ъ', U'°', U'€'}) {
    CAPTURE(static_cast<std::uint32_t>(added));
    CHECK_FALSE(has_glyph(added));
    CHECK(has_glyph(added, Font::Extended));
    CHECK(glyph(added, Font::Extended) != glyph(U'?'));
  }
  for (char32_t character = 0; character < 128; ++character) {
    if (has_glyph(character)) CHECK(glyph(character, Font::Extended) == glyph(character));
  }
  CHECK(glyph(U'\U0001f600', Font::Extended) == glyph(U'?'));
  CHECK(message_frames(message_columns(U"°C")) == 8 + 6 + 6);
  CHECK(message_frames(message_columns(U"°C", Font::Extended)) == 8 + 5 + 6);
}

TEST_CASE("broken UTF-8 becomes one replacement character a byte") {
  CHECK(decode_utf8("\xff"
                    "A") ==
        U"\xfffd"
        "A");
  CHECK(decode_utf8("\xc0\x80") == U"\xfffd\xfffd");
  CHECK(decode_utf8("\xed\xa0\x80") == U"\xfffd\xfffd\xfffd");
  CHECK(decode_utf8("\xe2\x82") == U"\xfffd\xfffd");
  CHECK(decode_utf8("aé€\U0001f600") == U"aé€\U0001f600");
}

TEST_CASE("a message has 8 frames and one for every column of its letters and the gaps behind them") {
  CHECK(frames_of("") == 8);
  CHECK(frames_of("A") == 14);
  CHECK(frames_of("!") == 10);
  CHECK(frames_of(" ") == 14);
  CHECK(frames_of("\n") == 14);
  CHECK(frames_of("Hello, world!") == 72);
  CHECK(frames_of("One small step for Pi!") == 127);
}

TEST_CASE("letters keep to the trimmed widths of the original font") {
  const auto width = [](char character) { return frames_of(std::string_view(&character, 1)) - 9; };
  for (const char c : {'!', '|'}) CHECK(width(c) == 1);
  for (const char c : {'.', ',', ';', ':', '\''}) CHECK(width(c) == 2);
  for (const char c : {'"', '1', '(', ')', 'I', 'i', 'l', '[', ']'}) CHECK(width(c) == 3);
  for (const char c : {'<', '>', 'f', 'j', 'k', 'r', 't'}) CHECK(width(c) == 4);
  for (const char c : {'A', 'z', '@', '~', ' ', '?'}) CHECK(width(c) == 5);
}

TEST_CASE("a letter stands in the columns 1 to 5 and never lights the top row") {
  for (char32_t character = 0; character < 128; ++character) {
    const auto columns = letter_columns(character);
    CHECK(columns[0] == 0);
    CHECK(columns[6] == 0);
    CHECK(columns[7] == 0);
    for (const Column column : columns) CHECK((column & 1) == 0);
  }
}
