#include "emulator/ui/model/plain_error.hpp"

#include "emulator/ui/model/error_rules.hpp"
#include "emulator/ui/model/python_names.hpp"
#include "emulator/ui/model/traceback.hpp"

#include <algorithm>
#include <array>
#include <charconv>

namespace cupola::ui {
namespace {

/// What an error is explained from.
struct Case {
  const Traceback& read;
  std::string_view source;

  std::string_view line() const { return line_of(source, read.line); }
};

struct Explanation {
  Phrase meaning;
  Phrase advice;
};

Phrase did_you_mean(std::string_view name) { return {"Did you mean \"{0}\"?", {std::string(name)}}; }

/// A name that beginners use before they import it, and the line that does.
struct Import {
  std::string_view name;
  const char* statement;
};
constexpr std::array kImports{
    Import{"SenseHat", "from sense_hat import SenseHat"},
    Import{"sleep", "from time import sleep"},
    Import{"randint", "from random import randint"},
    Import{"choice", "from random import choice"},
    Import{"shuffle", "from random import shuffle"},
    Import{"sqrt", "from math import sqrt"},
    Import{"pi", "from math import pi"},
    Import{"datetime", "from datetime import datetime"},
};

Phrase advice_for_name(const std::string& name, const std::string& suggestion) {
  constexpr const char* kWriteAbove = "Write this line at the top of your program: {0}";
  const auto* import =
      std::find_if(kImports.begin(), kImports.end(), [&](const Import& each) { return each.name == name; });
  if (import != kImports.end()) return {kWriteAbove, {import->statement}};
  if (contains(python_modules(), name)) return {kWriteAbove, {"import " + name}};
  for (const char* constant : {"True", "False", "None"}) {
    const std::string_view rest = std::string_view(constant).substr(1);
    const bool same =
        name.size() == rest.size() + 1 && (name[0] | 0x20) == (constant[0] | 0x20) && name.substr(1) == rest;
    if (same) return {"Python writes it with a capital letter: {0}", {constant}};
  }
  if (!suggestion.empty()) return did_you_mean(suggestion);
  if (name == "sense" || name == "hat") return {"Write this line before it: {0}", {name + " = SenseHat()"}};
  const std::string_view near = nearest_name(name, python_builtins());
  if (name.size() > 2 && !near.empty()) return did_you_mean(near);
  return {"Check the spelling. If it is meant as text, put quotes around it: \"{0}\"", {name}};
}

std::optional<Explanation> explain_name(const Case& error) {
  const auto found = match("name '*' is not defined*", error.read.message);
  if (error.read.type != "NameError" || !found) return std::nullopt;
  const std::string& name = found->front();
  return Explanation{{"Python does not know \"{0}\".", {name}}, advice_for_name(name, error.read.suggestion)};
}

std::optional<Explanation> explain_attribute(const Case& error) {
  if (error.read.type != "AttributeError") return std::nullopt;
  if (const auto found = match("'NoneType' object has no attribute '*'", error.read.message)) {
    const Phrase meaning{"The value before \".{0}\" is None: there is nothing that could have it.",
                         {found->front()}};
    if (error.line().find(".colo") != std::string_view::npos) {
      return Explanation{meaning, {"This Sense HAT has no colour sensor. Choose another board for it.", {}}};
    }
    return Explanation{meaning, {"Look where it comes from: that function gives nothing back.", {}}};
  }
  const auto hat = match("'SenseHat' object has no attribute '*'", error.read.message);
  const auto stick =
      hat ? std::nullopt : match("'SenseStick' object has no attribute '*'", error.read.message);
  const auto colour =
      hat || stick ? std::nullopt : match("'ColourSensor' object has no attribute '*'", error.read.message);
  if (!hat && !stick && !colour) return std::nullopt;
  const std::string& name = (hat ? hat : stick ? stick : colour)->front();
  // Python's own suggestion does not know that letters are often swapped.
  std::string near(nearest_name(name, sense_hat_members()));
  if (near.empty()) near = error.read.suggestion;
  const char* meaning = hat     ? "A Sense HAT has no \"{0}\"."
                        : stick ? "The joystick has no \"{0}\"."
                                : "The colour sensor has no \"{0}\".";
  return Explanation{
      {meaning, {name}},
      near.empty() ? Phrase{"Check the spelling, also capital letters.", {}} : did_you_mean(near)};
}

std::optional<Explanation> explain_import(const Case& error) {
  if (const auto found = match("cannot import name '*' from '*' *", error.read.message)) {
    const std::string& name = found->at(0);
    const bool ours = found->at(1) == "sense_hat" || found->at(1) == "sense_emu";
    const std::string_view near = ours ? nearest_name(name, sense_hat_module_names()) : error.read.suggestion;
    return Explanation{
        {"The module \"{1}\" has no \"{0}\".", *found},
        near.empty() ? Phrase{"Check the spelling, also capital letters.", {}} : did_you_mean(near)};
  }
  const auto found = match("No module named '*'", error.read.message);
  if (error.read.type != "ModuleNotFoundError" || !found) return std::nullopt;
  const std::string_view near = nearest_name(found->front(), python_modules());
  return Explanation{
      {"There is no module \"{0}\" on this computer.", *found},
      near.empty() ? Phrase{"For a flight, sense_hat, time and random are enough.", {}} : did_you_mean(near)};
}

std::optional<Explanation> explain_pixel_count(const Case& error) {
  if (error.read.message != "Pixel lists must have 64 elements") return std::nullopt;
  Explanation explanation{
      {"A picture needs exactly 64 colours, and this list has another number of them.", {}},
      {"Eight rows with eight colours each make 64.", {}}};
  const auto counted = count_pixels(error.source, error.read.line);
  if (!counted || counted->elements == 64) return explanation;
  const bool few = counted->elements < 64;
  const std::size_t difference = few ? 64 - counted->elements : counted->elements - 64;
  explanation.meaning = {few ? "A picture needs 64 colours, and this one has {0}: {1} missing."
                             : "A picture needs 64 colours, and this one has {0}: {1} too many.",
                         {std::to_string(counted->elements), std::to_string(difference)}};
  if (counted->odd_line > 0) {
    explanation.advice = {"Every row has 8. Look at line {0}: it has {1}.",
                          {std::to_string(counted->odd_line), std::to_string(counted->on_odd_line)}};
  }
  return explanation;
}

std::optional<Explanation> explain_pixel(const Case& error) {
  const auto found = match("Pixel at index * is invalid. *", error.read.message);
  if (!found) return std::nullopt;
  const bool range = found->at(1).starts_with("Pixel elements");
  Explanation explanation;
  explanation.meaning.text =
      range ? "A colour has a number outside 0 to 255." : "A colour is three numbers: red, green and blue.";
  int index = 0;
  std::from_chars(found->front().data(), found->front().data() + found->front().size(), index);
  if (error.read.called == "clear") {
    explanation.advice.text = "For example red: 255, 0, 0";
  } else {
    explanation.advice = {"It is the colour in row {0}, column {1}; both are counted from 0.",
                          {std::to_string(index / 8), std::to_string(index % 8)}};
  }
  return explanation;
}

std::optional<Explanation> explain_message_text(const Case& error) {
  const bool number = match("'*' object is not iterable", error.read.message).has_value();
  if (!number || !error.read.called.starts_with("show_")) return std::nullopt;
  return Explanation{{"{0}() needs text, and this is none.", {error.read.called}},
                     {"Turn it into text first: str(…)", {}}};
}

std::string_view first_word(std::string_view line) {
  line.remove_prefix(std::min(line.find_first_not_of(" \t"), line.size()));
  return line.substr(0, line.find_first_not_of("abcdefghijklmnopqrstuvwxyz"));
}

/// What Python calls just "invalid syntax", seen from the line itself.
std::optional<Explanation> explain_syntax(const Case& error) {
  if (error.read.type != "SyntaxError") return std::nullopt;
  const std::string_view line = error.line();
  const std::string_view word = first_word(line);
  if (word == "else" && line.find("else if ") != std::string_view::npos) {
    return Explanation{{"\"else if\" is one word in Python.", {}}, {"Write elif", {}}};
  }
  if (error.read.message != "invalid syntax") return std::nullopt;
  const auto is_one_of = [&](std::initializer_list<std::string_view> words) {
    return std::find(words.begin(), words.end(), word) != words.end();
  };
  if (is_one_of({"else", "elif", "except", "finally"})) {
    return Explanation{
        {"\"{0}\" has nothing above that it belongs to.", {std::string(word)}},
        {"It must be as far in as its if, for, while or try, and right after their lines.", {}}};
  }
  const std::size_t after =
      std::min(line.find_first_not_of(" \t", line.find(word) + word.size()), line.size());
  if (contains(python_keywords(), word) && line.substr(after, 1) == "=") {
    return Explanation{{"The word \"{0}\" belongs to Python.", {std::string(word)}},
                       {"Give your variable another name.", {}}};
  }
  return std::nullopt;
}

std::optional<Explanation> explain_by_rules(const Case& error) {
  for (const ErrorRule& rule : error_rules()) {
    if (rule.type != error.read.type) continue;
    auto stars = match(rule.pattern, error.read.message);
    if (!stars) continue;
    // Functions of a class come as Class.name.
    if (rule.type == "TypeError" && rule.pattern.starts_with("*()")) {
      stars->front().erase(0, stars->front().find_last_of('.') + 1);
    }
    Explanation explanation{{rule.meaning, *stars}, {rule.advice, *stars}};
    if (!error.read.suggestion.empty()) explanation.advice = did_you_mean(error.read.suggestion);
    return explanation;
  }
  return std::nullopt;
}

Explanation explain(const Case& error) {
  constexpr std::array kSpecial{explain_name,  explain_attribute,    explain_import, explain_pixel_count,
                                explain_pixel, explain_message_text, explain_syntax, explain_by_rules};
  for (const auto& each : kSpecial) {
    if (auto explanation = each(error)) return std::move(*explanation);
  }
  if (error.read.message.empty()) {
    return {{"The program stopped with \"{0}\".", {error.read.type}},
            {"Look at this line, and at the lines just above.", {}}};
  }
  return {{"The program stopped: {0}", {error.read.message}},
          {"Look at this line, and at the lines just above.", {}}};
}

}  // namespace

std::optional<PlainError> explain_error(std::string_view err, std::string_view program,
                                        std::string_view source) {
  const auto read = read_traceback(err, program);
  if (!read) return std::nullopt;
  PlainError error{.line = read->line, .type = read->type, .message = read->message};
  if (read->type == "KeyboardInterrupt") {
    error.stopped = true;
    error.meaning.text = "The program was stopped.";
    return error;
  }
  Explanation explanation = explain({*read, source});
  error.meaning = std::move(explanation.meaning);
  error.advice = std::move(explanation.advice);
  return error;
}

}  // namespace cupola::ui
