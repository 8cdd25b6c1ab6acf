#include "emulator/ui/model/plain_error.hpp"
#include "emulator/ui/model/error_rules.hpp"
#include "emulator/ui/model/traceback.hpp"

#include <doctest/doctest.h>
#include <nlohmann/json.hpp>

#include <fstream>
#include <iostream>
#include <map>
#include <random>

using namespace cupola::ui;

namespace {

constexpr const char* kProgram = "/home/ada/program.py";

struct Recorded {
  std::string source;
  std::string err;
};

/// What Python 3.11 said: recorded by record_tracebacks.py.
std::map<std::string, Recorded> recorded() {
  std::ifstream file("tests/emulator/ui/model/tracebacks.json");
  std::map<std::string, Recorded> all;
  for (const auto& each : nlohmann::json::parse(file)) {
    all[each["name"]] = {.source = each["source"], .err = each["stderr"]};
  }
  return all;
}

struct Expected {
  const char* name;
  int line;
  const char* says;  ///< a part of meaning and advice
};

constexpr Expected kExpected[] = {
    {"name_misspelt", 3, "Python does not know \"sens\". Did you mean \"sense\"?"},
    {"name_unknown", 1, "put quotes around it: \"zebra\""},
    {"name_true", 1, "capital letter: True"},
    {"name_module", 3, "top of your program: import time"},
    {"name_sense", 1, "before it: sense = SenseHat()"},
    {"name_sensehat", 1, "top of your program: from sense_hat import SenseHat"},
    {"name_sleep", 3, "from time import sleep"},
    {"unbound_local", 3, "global count"},
    {"attribute_misspelt", 3, "A Sense HAT has no \"set_pixles\". Did you mean \"set_pixels\"?"},
    {"attribute_far", 3, "A Sense HAT has no \"show_text\"."},
    {"attribute_capital", 3, "Did you mean \"clear\"?"},
    {"attribute_of_number", 2, "A whole number has no \"append\"."},
    {"attribute_of_none", 4, "that function gives nothing back"},
    {"attribute_of_module", 2, "The module \"time\" has no \"slep\". Did you mean \"sleep\"?"},
    {"attribute_colour_missing", 3, "no colour sensor"},
    {"import_name", 1, "The module \"sense_hat\" has no \"Sensehat\". Did you mean \"SenseHat\"?"},
    {"import_module", 1, "Did you mean \"sense_hat\"?"},
    {"import_other_module", 1, "sense_hat, time and random are enough"},
    {"import_submodule", 1, "\"import time\""},
    {"pixels_63", 15, "this one has 63: 1 missing. Every row has 8. Look at line 13: it has 7."},
    {"pixels_65", 4, "this one has 65: 1 too many."},
    {"pixels_unknown", 4, "exactly 64 colours"},
    {"pixel_range", 3, "row 1, column 2"},
    {"pixel_three", 3, "red, green and blue. It is the colour in row 0, column 0"},
    {"pixel_x", 3, "There is no LED at this X."},
    {"pixel_y", 3, "There is no LED at this Y."},
    {"pixel_colour_range", 3, "outside 0 to 255"},
    {"pixel_arguments", 3, "three numbers"},
    {"clear_arguments", 3, "three numbers"},
    {"rotation", 3, "quarter turns"},
    {"letter", 3, "show_message()"},
    {"gamma", 3, "low_light"},
    {"message_number", 3, "show_message() needs text"},
    {"arguments_missing", 3, "Between the brackets of set_pixel() something is missing: 'x' and 'y'."},
    {"arguments_too_many", 3, "too many values between the brackets of get_temperature()"},
    {"arguments_own", 3, "Between the brackets of add() something is missing: 'b'."},
    {"arguments_own_two", 3, "'b' and 'c'"},
    {"arguments_keyword", 3, "scroll_speed"},
    {"concatenate", 1, "str(…)"},
    {"concatenate_number", 1, "+ does not work between a number and text."},
    {"call_number", 2, "not a function"},
    {"call_list", 2, "square brackets"},
    {"subscript", 2, "not a list"},
    {"subscript_method", 3, "round brackets"},
    {"assign_tuple", 2, "square brackets"},
    {"list_index", 2, "whole number"},
    {"range_float", 1, "decimal point"},
    {"not_iterable", 1, "range("},
    {"compare", 1, "one is \"str\", the other \"int\""},
    {"unpack_few", 1, "There are 2 names before the = sign, but only 1 values"},
    {"unpack_many", 1, "more values than the 3 names"},
    {"int_of_text", 1, "\"ten\" is not a whole number"},
    {"float_of_text", 1, "\"1,5\" is not a number"},
    {"index_list", 2, "it is shorter"},
    {"index_text", 2, "no letter with this number"},
    {"key", 2, "There is no 'b' in this dictionary."},
    {"zero", 1, "divided by 0"},
    {"zero_modulo", 1, "divided by 0"},
    {"file_missing", 1, "There is no file \"picture.txt\"."},
    {"image_missing", 3, "There is no file \"smiley.png\"."},
    {"recursion", 2, "calls itself"},
    {"assertion", 1, "assert"},
    {"eof", 1, "In orbit nobody can type"},
    {"stopped", 1, "The program was stopped."},
    {"own_exception", 3, "The program stopped: with tribbles"},
    {"no_message", 1, "The program stopped with \"ValueError\"."},
    {"while_handling", 4, "does not know \"nothing\""},
    {"in_thread", 3, "divided by 0"},
    {"gain", 3, "gain 2. It can take: 1, 4, 16, 60"},
    {"indent_missing", 2, "After \"while\" in line 1 the next line must be moved in."},
    {"indent_missing_if", 3, "After \"if\" in line 2"},
    {"indent_unexpected", 2, "Shift+Tab"},
    {"indent_no_match", 3, "between two steps"},
    {"indent_tabs", 3, "Tabs and spaces"},
    {"colon_missing", 1, "A colon is missing."},
    {"colon_missing_def", 1, "A colon is missing."},
    {"bracket_open", 1, "bracket ( is never closed"},
    {"bracket_open_comma", 1, "bracket [ is never closed"},
    {"bracket_closed", 1, "one ) too many"},
    {"bracket_mismatch", 1, "begins with [ and ends with )"},
    {"text_open", 1, "same quote at its end"},
    {"text_triple_open", 1, "three quotes"},
    {"comma_missing", 1, "comma"},
    {"comma_missing_list", 2, "comma"},
    {"assign_in_if", 2, "Write =="},
    {"assign_to_number", 1, "name of a variable"},
    {"assign_to_call", 1, "name of a variable"},
    {"print_two", 1, "print needs round brackets. Write print(…)"},
    {"syntax", 1, "does not understand this line"},
    {"syntax_star", 1, "does not understand this line"},
    {"else_alone", 2, "\"else\" has nothing above"},
    {"return_outside", 1, "inside a function"},
    {"break_outside", 1, "\"break\" can only stand inside a loop."},
    {"curly_quotes", 1, "word processor"},
    {"wrong_minus", 1, "word processor"},
    {"number_then_name", 1, "begin with a digit"},
    {"leading_zero", 1, "must not begin with 0"},
    {"f_string", 1, "between { and }"},
    {"dollar", 1, "does not understand this line"},
    {"keyword_name", 1, "The word \"class\" belongs to Python."},
    {"forgot_operator", 2, "comma"},
    {"else_if", 4, "Write elif"},
    {"not_utf8", 1, "old encoding"},
};

}  // namespace

TEST_CASE("no traceback, no error: nothing, ordinary output, a frame without an end") {
  CHECK_FALSE(explain_error("", kProgram, ""));
  CHECK_FALSE(explain_error("hello: world\nError: no\n", kProgram, ""));
  CHECK_FALSE(explain_error("Traceback (most recent call last):\n  File \"program.py\", line 3, in f\n",
                            kProgram, ""));
  CHECK_FALSE(explain_error("  File \"program.py\", line x\nNameError: y\n", kProgram, ""));
}

TEST_CASE("every recorded mistake has its sentence and its line") {
  const auto all = recorded();
  CHECK(all.size() == std::size(kExpected));
  for (const Expected& each : kExpected) {
    CAPTURE(each.name);
    REQUIRE(all.count(each.name) == 1);
    const Recorded& said = all.at(each.name);
    const auto error = explain_error(said.err, kProgram, said.source);
    REQUIRE(error);
    const std::string text = in_english(error->meaning) + " " + in_english(error->advice);
    CAPTURE(text);
    CHECK(text.find(each.says) != std::string::npos);
    CHECK(error->line == each.line);
    // Every gap of the sentence has its value.
    for (const char* gap : {"{0}", "{1}", "{2}", "{3}"}) CHECK(text.find(gap) == std::string::npos);
  }
}

TEST_CASE("cut anywhere, a traceback gives something or nothing, never a crash") {
  std::mt19937 random(9);  // NOLINT(cert-msc51-cpp)
  for (const auto& [name, said] : recorded()) {
    for (int i = 0; i < 20; ++i) {
      std::string err = said.err.substr(0, random() % (said.err.size() + 1));
      if (!err.empty()) err[random() % err.size()] = static_cast<char>(random() % 256);
      (void)explain_error(err, kProgram, said.source.substr(0, random() % (said.source.size() + 1)));
    }
  }
}

TEST_CASE("another version of a sentence is not lost: the rule for the type, or Python's own words") {
  const std::string head = "Traceback (most recent call last):\n  File \"program.py\", line 2, in <module>\n";
  const auto unknown = explain_error(head + "TypeError: something brand new\n", kProgram, "");
  REQUIRE(unknown);
  CHECK(in_english(unknown->meaning) == "The program stopped: something brand new");
  CHECK(unknown->line == 2);
  const auto newer = explain_error(
      head + "NameError: name 'time' is not defined. Did you forget to import 'time'?\n", kProgram, "");
  REQUIRE(newer);
  CHECK(in_english(newer->advice).find("import time") != std::string::npos);
}

TEST_CASE("what the program prints after the error does not hide it") {
  const auto error = explain_error(
      "Traceback (most recent call last):\n  File \"program.py\", line 2, in <module>\nZeroDivisionError: "
      "division by zero\nbye: now\n",
      kProgram, "");
  REQUIRE(error);
  CHECK(error->type == "ZeroDivisionError");
}

TEST_CASE("an error in another file of the child has no line here") {
  const auto error = explain_error(
      "Traceback (most recent call last):\n  File \"/home/ada/helper.py\", line 2, in f\nKeyError: 'x'\n",
      kProgram, "");
  REQUIRE(error);
  CHECK(error->line == 0);
}

TEST_CASE("being stopped is no error") {
  const auto error = explain_error(recorded().at("stopped").err, kProgram, "");
  REQUIRE(error);
  CHECK(error->stopped);
}

TEST_CASE("patterns: stars are as short as possible, the end must fit") {
  CHECK_FALSE(match("a*b", "acbd"));
  CHECK_FALSE(match("a", "ab"));
  CHECK_FALSE(match("*() missing *", "f() took"));
  CHECK(*match("a*b", "ab") == std::vector<std::string>{""});
  CHECK(*match("'*' and '*'", "'x' and 'y' and 'z'") == std::vector<std::string>{"x", "y' and 'z"});
  CHECK(match("", "")->empty());
}

TEST_CASE("pixels are counted only where the text tells how many there are") {
  const auto count = [](const std::string& source, int line) {
    const auto counted = count_pixels(source, line);
    return counted ? static_cast<int>(counted->elements) : -1;
  };
  CHECK(count("", 1) == -1);
  CHECK(count("set_pixels()", 1) == -1);
  CHECK(count("s.set_pixels(f(x))", 1) == -1);
  CHECK(count("s.set_pixels([x] * 63)", 1) == -1);
  CHECK(count("s.set_pixels([x for x in y])", 1) == -1);
  CHECK(count("s.set_pixels([*a, b])", 1) == -1);
  CHECK(count("s.set_pixels([a, b", 1) == -1);
  CHECK(count("s.set_pixels([])", 1) == 0);
  CHECK(count("s.set_pixels([(1, 2, 3), # a, b\n  [4, 5, 6],\n])", 1) == 2);
  CHECK(count("p = [a]\np = [a, b, c]\ns.set_pixels( p )\np = []", 3) == 3);
  CHECK(count("p = a + [b]\ns.set_pixels(p)", 2) == -1);
  CHECK(count("forest = [fort, fork]\ns.set_pixels(forest)", 2) == 2);
}
