#include "emulator/picture/frame_code.hpp"

#include "emulator/picture/code_canvas.hpp"
#include "emulator/picture/python_colors.hpp"
#include "emulator/picture/python_values.hpp"

#include <algorithm>
#include <cmath>
#include <map>
#include <optional>
#include <set>
#include <stdexcept>
#include <utility>

namespace cupola::picture {
namespace {

using Kind = PythonToken::Kind;
using Statements = std::span<const PythonStatement>;

constexpr std::size_t kMostWork = 5'000'000;
constexpr std::size_t kMostTurns = 10'000;
constexpr int kMostCalls = 20;
constexpr auto kNotKnown = "this cannot be known without running the program";

[[noreturn]] void refuse(int line, const std::string& what) {
  throw std::invalid_argument("line " + std::to_string(line) + ": " + what);
}

bool is(const PythonToken& token, std::string_view text) {
  return token.kind != Kind::Text && token.kind != Kind::Number && token.text == text;
}

/// Where = or += and the like stand outside of brackets.
std::vector<std::size_t> assignments(std::span<const PythonToken> tokens) {
  std::vector<std::size_t> found;
  std::size_t depth = 0;
  for (std::size_t i = 0; i < tokens.size(); ++i) {
    if (tokens[i].kind != Kind::Symbol) continue;
    const std::string& text = tokens[i].text;
    if (text == "(" || text == "[" || text == "{") ++depth;
    if (depth > 0 && (text == ")" || text == "]" || text == "}")) --depth;
    if (depth == 0 && (text == "=" || text == "+=" || text == "*=" || text == "-=")) found.push_back(i);
  }
  return found;
}

bool mentions(Statements statements, const std::string& name) {
  return std::any_of(statements.begin(), statements.end(), [&](const PythonStatement& each) {
    const bool here = std::any_of(each.tokens.begin(), each.tokens.end(),
                                  [&](const PythonToken& token) { return is(token, name); });
    return here || mentions(each.body, name);
  });
}

class Reader final : public PythonNames {
 public:
  Animation read(Statements program) {
    run(program, true);
    canvas_.end(last_line_);
    if (canvas_.pictures().size() > repeated_) write_out_repeats();
    Animation animation{std::move(canvas_.pictures()), repeats_};
    if (animation.pictures.empty()) {
      call_what_nobody_called(program);
      for (const Colors64& colors : drawn_) animation.pictures.push_back({.colors = colors});
      animation.repeats = 1;
    }
    if (animation.pictures.empty() && !almost_.empty()) throw std::invalid_argument(almost_);
    if (animation.pictures.empty())
      refuse(1, "no picture here: Cupola looks for sense.set_pixels([...]) with 64 colours in the list");
    return animation;
  }

  PythonValue look_up(const std::string& name, int line) override {
    const auto found = names_.find(name);
    if (found == names_.end())
      return PythonValue::unknown("nothing is called " + name + " before this line", line);
    spend(found->second.weight, line);
    PythonValue value = found->second;
    value.line = line;
    return value;
  }

  void bind(const std::string& name, PythonValue value) override { names_[name] = std::move(value); }

  PythonValue call(std::span<const std::string> path, std::span<const PythonArgument> arguments,
                   int line) override {
    const std::string& what = path.back();
    if (what == "sleep") return sleep(arguments, line);
    if (path.size() > 1) return method(path, arguments, line);
    if (what == "range") return range(arguments, line);
    if ((what == "list" || what == "tuple") && arguments.size() == 1) return arguments.front().value;
    if (what == "len" && arguments.size() == 1 && arguments.front().value.kind == PythonValue::Kind::List)
      return PythonValue::of_number(static_cast<double>(arguments.front().value.items.size()), line);
    if (!names_.contains(what))
      return PythonValue::unknown("what " + what + " gives cannot be known without running the program",
                                  line);
    return call_function(look_up(what, line), line);
  }

  PythonValue call_function(const PythonValue& function, int line) override {
    if (function.kind != PythonValue::Kind::Function || function.function == nullptr)
      return PythonValue::unknown(kNotKnown, line);
    if (++calls_ > kMostCalls) refuse(line, "functions here call each other too often to be read");
    called_.insert(function.function);
    returned_.reset();
    run(function.function->body, false);
    --calls_;
    PythonValue value = returned_.value_or(PythonValue::unknown("this gives nothing back", line));
    returned_.reset();
    return value;
  }

  void spend(std::size_t weight, int line) override {
    work_ += weight;
    if (work_ > kMostWork) refuse(line, "this program does too much to be read as pictures");
  }

 private:
  enum class Flow { Next, Break, Return, Stop };

  // ---- calls

  PythonValue method(std::span<const std::string> path, std::span<const PythonArgument> arguments, int line) {
    const std::string& what = path.back();
    PythonValue nothing = PythonValue::unknown("this gives nothing back", line);
    if (what == "set_pixels" && !arguments.empty())
      canvas_.set_pixels(colors_of(arguments.front().value, line), line);
    if (what == "clear") canvas_.clear(clear_color(arguments, line), line);
    if (what == "set_pixel") set_pixel(arguments, line);
    if (path.size() != 2) return nothing;
    if (what == "copy") return look_up(path.front(), line);
    const auto list = names_.find(path.front());
    const bool grows = (what == "append" || what == "extend") && arguments.size() == 1 &&
                       list != names_.end() && list->second.kind == PythonValue::Kind::List;
    if (!grows) return nothing;
    const PythonValue& added = arguments.front().value;
    spend(added.weight + 1, line);
    if (what == "append") list->second.items.push_back(added);
    if (what == "extend")
      list->second.items.insert(list->second.items.end(), added.items.begin(), added.items.end());
    list->second.weight += added.weight;
    return nothing;
  }

  static hat::Color clear_color(std::span<const PythonArgument> arguments, int line) {
    if (arguments.empty()) return {};
    return arguments.size() == 1 ? color_of(arguments.front().value, line)
                                 : color_of(list_of(arguments, 0, line), line);
  }

  static PythonValue list_of(std::span<const PythonArgument> arguments, std::size_t first, int line) {
    std::vector<PythonValue> items;
    for (std::size_t i = first; i < arguments.size(); ++i) items.push_back(arguments[i].value);
    return PythonValue::of_list(std::move(items), line);
  }

  void set_pixel(std::span<const PythonArgument> arguments, int line) {
    if (arguments.size() < 3) refuse(line, "set_pixel needs x, y and a colour");
    std::size_t led = 0;
    for (std::size_t i = 2; i-- > 0;) {
      const PythonValue& at = arguments[i].value;
      if (at.kind == PythonValue::Kind::Unknown) refuse(line, (i == 0 ? "x: " : "y: ") + at.text);
      if (at.kind != PythonValue::Kind::Number || !(at.number >= 0 && at.number <= 7))
        refuse(line, "x and y of set_pixel go from 0 to 7");
      led = led * 8 + static_cast<std::size_t>(at.number);
    }
    const hat::Color color = arguments.size() == 3 ? color_of(arguments[2].value, line)
                                                   : color_of(list_of(arguments, 2, line), line);
    canvas_.set_pixel(led, color, line);
  }

  PythonValue sleep(std::span<const PythonArgument> arguments, int line) {
    PythonValue nothing = PythonValue::unknown("sleep gives nothing back", line);
    if (arguments.size() != 1 || arguments[0].value.kind != PythonValue::Kind::Number) return nothing;
    const double seconds = arguments[0].value.number;
    if (!(seconds >= 0)) refuse(line, "sleep cannot wait less than 0 seconds");
    canvas_.sleep(seconds);
    return nothing;
  }

  PythonValue range(std::span<const PythonArgument> arguments, int line) {
    for (const PythonArgument& each : arguments)
      if (each.value.kind != PythonValue::Kind::Number) return PythonValue::unknown(each.value.text, line);
    if (arguments.empty()) return PythonValue::unknown("range needs a number", line);
    const double from = arguments.size() > 1 ? arguments[0].value.number : 0;
    const double to = arguments.size() > 1 ? arguments[1].value.number : arguments[0].value.number;
    const double step = arguments.size() > 2 ? arguments[2].value.number : 1;
    if (step == 0) refuse(line, "the step of a range cannot be 0");
    std::vector<PythonValue> items;
    for (double at = from; step > 0 ? at < to : at > to; at += step) {
      if (items.size() == kMostTurns) break;
      items.push_back(PythonValue::of_number(at, line));
    }
    spend(items.size(), line);
    return PythonValue::of_list(std::move(items), line);
  }

  // ---- statements

  Flow run(Statements statements, bool outermost) {
    for (const PythonStatement& each : statements) {
      last_line_ = std::max(last_line_, each.line);
      spend(1, each.line);
      const Flow flow = run(each, outermost);
      if (stopped_) return Flow::Stop;
      if (flow != Flow::Next) return flow;
    }
    return Flow::Next;
  }

  Flow run(const PythonStatement& statement, bool outermost) {
    const PythonToken& first = statement.tokens.front();
    if (is(first, "def")) return define(statement);
    if (is(first, "while")) return run_while(statement);
    if (is(first, "for")) return run_for(statement, outermost);
    if (is(first, "if") || is(first, "with") || is(first, "try")) return run(statement.body, outermost);
    if (is(first, "break")) return Flow::Break;
    if (is(first, "return")) {
      const std::span<const PythonToken> value = std::span{statement.tokens}.subspan(1);
      if (!value.empty()) returned_ = python_value(value, *this);
      return Flow::Return;
    }
    if (is(first, "import") || is(first, "from") || is(first, "global") || !statement.body.empty() ||
        is(first, "else") || is(first, "elif") || is(first, "except"))
      return Flow::Next;
    assign_or_call(statement.tokens);
    return Flow::Next;
  }

  Flow define(const PythonStatement& statement) {
    if (statement.tokens.size() < 2) return Flow::Next;
    PythonValue function = PythonValue::unknown({}, statement.line);
    function.kind = PythonValue::Kind::Function;
    function.function = &statement;
    bind(statement.tokens[1].text, std::move(function));
    return Flow::Next;
  }

  /// The body of a `while` is shown once; `while True` shows it for ever, and nothing comes after it.
  Flow run_while(const PythonStatement& statement) {
    const bool forever = statement.tokens.size() == 2 &&
                         (is(statement.tokens[1], "True") || statement.tokens[1].kind == Kind::Number);
    const std::size_t before = canvas_.pictures().size();
    const Flow flow = run(statement.body, false);
    if (flow == Flow::Return || flow == Flow::Stop) return flow;
    if (!forever || flow == Flow::Break) return Flow::Next;
    canvas_.end(statement.line);
    if (canvas_.pictures().size() == before) return Flow::Next;
    write_out_repeats();
    repeats_ = 0;
    stopped_ = true;
    return Flow::Stop;
  }

  Flow run_for(const PythonStatement& statement, bool outermost) {
    const auto in = std::find_if(statement.tokens.begin(), statement.tokens.end(),
                                 [](const PythonToken& token) { return is(token, "in"); });
    if (in == statement.tokens.end() || statement.tokens.size() < 4) return Flow::Next;
    const std::string& name = statement.tokens[1].text;
    const std::span<const PythonToken> iterable{in + 1, statement.tokens.end()};
    PythonValue values = python_value(iterable, *this);
    if (values.kind != PythonValue::Kind::List)
      values = PythonValue::of_list({PythonValue::unknown(values.text, statement.line)}, statement.line);
    // The same again and again from the start: that is what repeats are for.
    const bool same = outermost && canvas_.pictures().empty() && !mentions(statement.body, name);
    for (const PythonValue& each : values.items) {
      bind(name, each);
      const Flow flow = run(statement.body, false);
      if (flow == Flow::Break) return Flow::Next;
      if (flow != Flow::Next) return flow;
      if (same) canvas_.end(statement.line);
      if (same && !canvas_.pictures().empty()) break;
    }
    if (!same) return Flow::Next;
    repeated_ = canvas_.pictures().size();
    if (repeated_ > 0) repeats_ = static_cast<std::uint32_t>(values.items.size());
    return Flow::Next;
  }

  /// Something follows the pictures that are repeated from the start: write the repeats out.
  void write_out_repeats() {
    std::vector<TimedPicture>& pictures = canvas_.pictures();
    const std::vector<TimedPicture> first(pictures.begin(),
                                          pictures.begin() + static_cast<std::ptrdiff_t>(repeated_));
    for (; repeats_ > 1; --repeats_) {
      pictures.insert(pictures.begin(), first.begin(), first.end());
      canvas_.check_count(last_line_);
    }
  }

  void assign_or_call(std::span<const PythonToken> tokens) {
    const std::vector<std::size_t> signs = assignments(tokens);
    if (signs.empty()) return remember(python_value(tokens, *this));
    if (tokens[signs.front()].text != "=") return assign_more(tokens, signs.front());
    const PythonValue value = python_value(tokens.subspan(signs.back() + 1), *this);
    remember(value);
    std::size_t from = 0;
    for (const std::size_t sign : signs) {
      spend(value.weight, tokens.front().line);
      assign(tokens.subspan(from, sign - from), value);
      from = sign + 1;
    }
  }

  /// a += b is a = a + (b)
  void assign_more(std::span<const PythonToken> tokens, std::size_t sign) {
    const std::span<const PythonToken> target = tokens.first(sign);
    std::vector<PythonToken> longer(target.begin(), target.end());
    const auto symbol = [&](std::string text) {
      longer.push_back({Kind::Symbol, std::move(text), 0, tokens[sign].line});
    };
    symbol(tokens[sign].text.substr(0, 1));
    symbol("(");
    longer.insert(longer.end(), tokens.begin() + static_cast<std::ptrdiff_t>(sign) + 1, tokens.end());
    symbol(")");
    assign(target, python_value(longer, *this));
  }

  void assign(std::span<const PythonToken> target, const PythonValue& value) {
    if (target.empty() || target[0].kind != Kind::Name) return;
    if (target.size() == 1) return bind(target[0].text, value);
    if (is(target[1], "[")) return assign_item(target, value);
    if (is(target[1], ":")) return bind(target[0].text, value);
    // r, g = (255, 0, 0), (0, 255, 0)
    std::size_t item = 0;
    for (const PythonToken& each : target) {
      if (each.kind != Kind::Name) continue;
      const bool has = value.kind == PythonValue::Kind::List && item < value.items.size();
      bind(each.text, has ? value.items[item] : PythonValue::unknown(kNotKnown, each.line));
      ++item;
    }
  }

  void assign_item(std::span<const PythonToken> target, const PythonValue& value) {
    const auto list = names_.find(target[0].text);
    if (list == names_.end() || list->second.kind != PythonValue::Kind::List) return;
    std::size_t at = 2;
    const PythonValue index = python_value(target, at, *this);
    const auto size = static_cast<double>(list->second.items.size());
    const double place = index.number < 0 ? index.number + size : index.number;
    if (index.kind != PythonValue::Kind::Number || !(place >= 0 && place < size) || at + 1 != target.size())
      refuse(target[0].line, "Cupola cannot tell which place of the list this changes");
    PythonValue& item = list->second.items[static_cast<std::size_t>(place)];
    list->second.weight = list->second.weight - item.weight + value.weight;
    item = value;
  }

  /// Keeps lists of 64 colours, for a program that shows none.
  void remember(const PythonValue& value) {
    const bool long_enough = value.items.size() >= 32 || value.items.size() == hat::kSide;
    if (value.kind != PythonValue::Kind::List || !long_enough || drawn_.size() == kMostPictures) return;
    try {
      drawn_.push_back(colors_of(value, value.line));
    } catch (const std::invalid_argument& error) {
      if (almost_.empty() && value.items.size() >= 32) almost_ = error.what();
    }
  }

  void call_what_nobody_called(Statements program) {
    for (const PythonStatement& each : program) {
      if (!is(each.tokens.front(), "def") || each.tokens.size() != 4 || called_.contains(&each)) continue;
      remember(call_function(look_up(each.tokens[1].text, each.line), each.line));
    }
  }

  std::map<std::string, PythonValue> names_;
  CodeCanvas canvas_;
  std::vector<Colors64> drawn_;  ///< lists of 64 colours that were written, shown or not
  std::set<const PythonStatement*> called_;
  std::optional<PythonValue> returned_;
  std::uint32_t repeats_ = 1;
  std::size_t repeated_ = 0;  ///< the pictures at the start that repeats_ counts
  bool stopped_ = false;      ///< what follows is never reached
  std::string almost_;        ///< what is wrong with the first list that could have been a picture
  int calls_ = 0;
  int last_line_ = 1;
  std::size_t work_ = 0;
};

}  // namespace

Animation read_frame_code(std::string_view program) {
  const std::vector<PythonStatement> statements = python_statements(program);
  return Reader{}.read(statements);
}

}  // namespace cupola::picture
