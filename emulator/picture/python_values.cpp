#include "emulator/picture/python_values.hpp"

#include <cmath>
#include <stdexcept>
#include <utility>

namespace cupola::picture {
namespace {

using Kind = PythonToken::Kind;
using Tokens = std::span<const PythonToken>;

constexpr std::size_t kMostWeight = 400'000;  // a thousand pictures fit
constexpr std::size_t kMostClauses = 3;
constexpr std::string_view kCannotTell = "this cannot be known without running the program";

[[noreturn]] void refuse(int line, const std::string& what) {
  throw std::invalid_argument("line " + std::to_string(line) + ": " + what);
}

class Expression {
 public:
  Expression(Tokens tokens, std::size_t at, PythonNames& names) : tokens_(tokens), at_(at), names_(names) {}

  std::size_t at() const { return at_; }

  PythonValue value() {
    PythonValue found = sum();
    if (at_end() || is(",") || is(")") || is("]") || is("}") || is_name("for")) return found;
    // Conditions, comparisons, lambdas and the like.
    skip();
    return PythonValue::unknown(std::string{kCannotTell}, found.line);
  }

 private:
  bool at_end() const { return at_ >= tokens_.size(); }
  bool is(std::string_view symbol) const {
    return !at_end() && tokens_[at_].kind == Kind::Symbol && tokens_[at_].text == symbol;
  }
  bool is_name(std::string_view name) const {
    return !at_end() && tokens_[at_].kind == Kind::Name && tokens_[at_].text == name;
  }
  bool take(std::string_view symbol) {
    if (!is(symbol)) return false;
    ++at_;
    return true;
  }
  int line() const { return tokens_.empty() ? 1 : tokens_[at_end() ? tokens_.size() - 1 : at_].line; }

  /// Past everything up to a comma or closing bracket of the same level.
  void skip() {
    for (std::size_t depth = 0; !at_end(); ++at_) {
      if (depth == 0 && (is(",") || is(")") || is("]") || is("}"))) return;
      if (is("(") || is("[") || is("{")) ++depth;
      if (depth > 0 && (is(")") || is("]") || is("}"))) --depth;
    }
  }

  PythonValue sum() {
    PythonValue left = product();
    while (is("+") || is("-")) {
      const std::string sign = tokens_[at_++].text;
      left = combined(std::move(left), sign, product());
    }
    return left;
  }

  PythonValue product() {
    PythonValue left = signed_value();
    while (is("*") || is("/") || is("//") || is("%")) {
      const std::string sign = tokens_[at_++].text;
      left = combined(std::move(left), sign, signed_value());
    }
    return left;
  }

  PythonValue signed_value() {
    bool negative = false;
    while (is("-") || is("+"))
      if (tokens_[at_++].text == "-") negative = !negative;
    PythonValue value = postfix();
    if (negative) value.number = -value.number;
    return value;
  }

  PythonValue combined(PythonValue left, const std::string& sign, PythonValue right) {
    using V = PythonValue::Kind;
    if (left.kind == V::Number && right.kind == V::List) std::swap(left, right);
    if (left.kind == V::List && right.kind == V::Number && sign == "*") return repeated(left, right.number);
    if (left.kind == V::List && right.kind == V::List && sign == "+") {
      for (PythonValue& each : right.items) left.items.push_back(std::move(each));
      return checked(std::move(left.items), left.line);
    }
    if (left.kind != V::Number || right.kind != V::Number) {
      if (left.kind == V::Unknown) return left;
      return right.kind == V::Unknown ? right : PythonValue::unknown(std::string{kCannotTell}, left.line);
    }
    return PythonValue::of_number(calculated(left.number, sign, right.number), left.line);
  }

  static double calculated(double left, const std::string& sign, double right) {
    if (sign == "+") return left + right;
    if (sign == "-") return left - right;
    if (sign == "*") return left * right;
    if (right == 0) return 0;
    if (sign == "/") return left / right;
    if (sign == "//") return std::floor(left / right);
    return left - right * std::floor(left / right);
  }

  PythonValue repeated(const PythonValue& list, double count) {
    if (count * static_cast<double>(list.weight) > static_cast<double>(kMostWeight)) too_long(list.line);
    std::vector<PythonValue> items;
    const auto times = static_cast<std::size_t>(count > 0 ? count : 0);
    for (std::size_t i = 0; i < times; ++i) items.insert(items.end(), list.items.begin(), list.items.end());
    return checked(std::move(items), list.line);
  }

  PythonValue checked(std::vector<PythonValue> items, int at_line) {
    PythonValue list = PythonValue::of_list(std::move(items), at_line);
    if (list.weight > kMostWeight) too_long(at_line);
    names_.spend(list.weight, at_line);
    return list;
  }

  [[noreturn]] static void too_long(int at_line) { refuse(at_line, "this list is too long to be pictures"); }

  PythonValue postfix() {
    std::vector<std::string> path;
    PythonValue value = atom(path);
    while (!at_end()) {
      const int here = line();
      if (is("(")) {
        const std::vector<PythonArgument> arguments = call_arguments();
        value = path.empty() ? names_.call_function(value, here) : names_.call(path, arguments, here);
        path.clear();
      } else if (is("[")) {
        if (path.size() == 1) value = names_.look_up(path.front(), here);
        path.clear();
        value = element(value, here);
      } else if (is(".") && at_ + 1 < tokens_.size()) {
        if (path.empty()) path.emplace_back();
        path.push_back(tokens_[at_ + 1].text);
        at_ += 2;
      } else {
        break;
      }
    }
    if (path.size() == 1) return names_.look_up(path.front(), value.line);
    return path.empty() ? value : PythonValue::unknown(std::string{kCannotTell}, value.line);
  }

  /// A number, text, list or tuple; a name goes into `path`.
  PythonValue atom(std::vector<std::string>& path) {
    const int here = line();
    if (at_end()) return PythonValue::unknown("something is missing here", here);
    const PythonToken& token = tokens_[at_];
    if (take("[")) return list_until("]", here);
    if (take("(")) return tuple(here);
    if (is("{")) {
      ++at_;
      skip_to_close();
      return PythonValue::unknown(std::string{kCannotTell}, here);
    }
    if (is(",") || is(")") || is("]") || is("}"))
      return PythonValue::unknown("something is missing here", here);
    ++at_;
    if (token.kind == Kind::Name) path.push_back(token.text);
    if (token.kind == Kind::Number) return PythonValue::of_number(token.number, here);
    PythonValue value = PythonValue::unknown(std::string{kCannotTell}, here);
    if (token.kind == Kind::Text) {
      value.kind = PythonValue::Kind::Text;
      value.text = token.text;
    }
    return value;
  }

  void skip_to_close() {
    do {
      skip();
    } while (take(","));
    ++at_;
  }

  PythonValue tuple(int here) {
    const std::size_t first = at_;
    PythonValue list = list_until(")", here);
    if (list.items.size() != 1 || list.kind != PythonValue::Kind::List) return list;
    // (x) is x, (x,) a tuple.
    const PythonToken& last = tokens_[at_ - 2];
    const bool comma = at_ >= first + 2 && last.kind == Kind::Symbol && last.text == ",";
    if (comma) return list;
    PythonValue only = std::move(list.items.front());
    return only;
  }

  PythonValue list_until(std::string_view close, int here) {
    std::vector<PythonValue> items;
    while (!at_end() && !is(close)) {
      const std::size_t first = at_;
      items.push_back(value());
      if (is_name("for")) {
        items.clear();
        comprehension(first, items);
        if (!is(close)) {
          skip_to_close();
          return PythonValue::unknown(std::string{kCannotTell}, here);
        }
        break;
      }
      if (!take(",") && !is(close)) break;
    }
    ++at_;
    return checked(std::move(items), here);
  }

  struct Clause {
    std::string name;
    std::size_t iterable = 0;
  };

  /// [x for y in z for …]: the element, which begins at `element_at`, for each value.
  void comprehension(std::size_t element_at, std::vector<PythonValue>& items) {
    std::vector<Clause> clauses;
    while (is_name("for") && at_ + 3 < tokens_.size() && clauses.size() < kMostClauses) {
      clauses.push_back({tokens_[at_ + 1].text, at_ + 3});
      at_ += 3;
      static_cast<void>(sum());
    }
    const std::size_t end = at_;
    run_clauses(clauses, element_at, items);
    at_ = end;
  }

  void run_clauses(std::span<const Clause> clauses, std::size_t element_at, std::vector<PythonValue>& items) {
    if (clauses.empty()) {
      at_ = element_at;
      names_.spend(1, line());
      items.push_back(sum());
      return;
    }
    at_ = clauses.front().iterable;
    const PythonValue values = sum();
    for (const PythonValue& each : values.items) {
      names_.bind(clauses.front().name, each);
      run_clauses(clauses.subspan(1), element_at, items);
    }
  }

  std::vector<PythonArgument> call_arguments() {
    ++at_;
    std::vector<PythonArgument> arguments;
    while (!at_end() && !is(")")) {
      PythonArgument argument;
      const bool keyword = at_ + 1 < tokens_.size() && tokens_[at_].kind == Kind::Name &&
                           tokens_[at_ + 1].kind == Kind::Symbol && tokens_[at_ + 1].text == "=";
      if (keyword) {
        argument.name = tokens_[at_].text;
        at_ += 2;
      }
      take("*");
      argument.value = value();
      if (is_name("for")) skip();
      arguments.push_back(std::move(argument));
      if (!take(",")) break;
    }
    ++at_;
    return arguments;
  }

  PythonValue element(PythonValue& list, int here) {
    ++at_;
    const PythonValue index = value();
    const bool plain = is("]");
    if (!plain)
      skip_to_close();
    else
      ++at_;
    if (list.kind == PythonValue::Kind::Unknown) return list;
    if (!plain || index.kind != PythonValue::Kind::Number || list.kind != PythonValue::Kind::List)
      return PythonValue::unknown(std::string{kCannotTell}, here);
    const auto size = static_cast<double>(list.items.size());
    const double place = index.number < 0 ? index.number + size : index.number;
    if (!(place >= 0 && place < size))
      refuse(here, "this list has only " + std::to_string(list.items.size()) +
                       " things, and they are counted from 0");
    PythonValue found = std::move(list.items[static_cast<std::size_t>(place)]);
    return found;
  }

  Tokens tokens_;
  std::size_t at_;
  PythonNames& names_;
};

}  // namespace

PythonValue PythonValue::unknown(std::string reason, int line) {
  PythonValue value;
  value.text = std::move(reason);
  value.line = line;
  return value;
}

PythonValue PythonValue::of_number(double number, int line) {
  PythonValue value;
  value.kind = Kind::Number;
  value.number = number;
  value.line = line;
  return value;
}

PythonValue PythonValue::of_list(std::vector<PythonValue> items, int line) {
  PythonValue value;
  value.kind = Kind::List;
  for (const PythonValue& each : items) value.weight += each.weight;
  value.items = std::move(items);
  value.line = line;
  return value;
}

PythonValue python_value(std::span<const PythonToken> tokens, std::size_t& from, PythonNames& names) {
  Expression expression{tokens, from, names};
  PythonValue value = expression.value();
  from = expression.at();
  return value;
}

PythonValue python_value(std::span<const PythonToken> tokens, PythonNames& names) {
  std::size_t at = 0;
  PythonValue value = python_value(tokens, at, names);
  if (at >= tokens.size() || tokens[at].text != ",") return value;
  std::vector<PythonValue> items{std::move(value)};
  while (at < tokens.size() && tokens[at].text == ",") {
    ++at;
    if (at < tokens.size()) items.push_back(python_value(tokens, at, names));
  }
  const int line = items.front().line;
  return PythonValue::of_list(std::move(items), line);
}

}  // namespace cupola::picture
