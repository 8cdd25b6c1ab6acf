#pragma once

#include <functional>
#include <initializer_list>
#include <string>
#include <vector>

namespace CLI {
class App;
class Option;
}  // namespace CLI

namespace cupola::cli {

// What a command says of its options. CLI11 reads them, but only cli/options.cpp and cli/main.cpp see it: its
// header alone costs a source file more time than all the rest of it (docs/decisions/0011).

/// One option or positional argument of a command: a handle, for as long as the command line lives.
class Option {
 public:
  explicit Option(CLI::Option& option) : option_{&option} {}

  /// What its help calls a value, like FILE.
  Option type_name(const std::string& name) const;
  /// Its help names the value that the variable has now.
  Option capture_default_str() const;
  Option required() const;
  Option one_of(const std::vector<std::string>& values) const;
  Option one_of(std::initializer_list<int> values) const;
  /// Both ends are in the range.
  Option in_range(int least, int most) const;
  Option in_range(double least, double most) const;
  Option needs(Option other) const;
  Option excludes(Option other) const;
  /// One value each time it is given, so that positional arguments may follow.
  Option one_value_each() const;

 private:
  CLI::Option* option_ = nullptr;
};

/// One command's part of the command line: a handle, for as long as the command line lives.
class Command {
 public:
  explicit Command(CLI::App& app) : app_{&app} {}

  /// The variable must outlive the parsing. `Value` is one of those that cli/options.cpp lists; in a vector,
  /// each use of the option adds to it.
  template <typename Value>
  Option add_option(const std::string& name, Value& value, const std::string& description) const;
  Option add_flag(const std::string& name, bool& given, const std::string& description) const;
  /// A flag that may have a value: "--packs{mentor}" stands for --packs=mentor.
  Option add_flag(const std::string& name, std::string& value, const std::string& description) const;

  Command add_subcommand(const std::string& name, const std::string& summary) const;
  /// One of its subcommands must be given.
  void require_subcommand() const;
  /// All that follows the command's name is left in remaining(), --help too.
  void take_all_as_is() const;
  std::vector<std::string> remaining() const;
  /// What follows the options in its help.
  void footer(const std::string& text) const;
  /// What the command does once the whole line has been parsed.
  void callback(std::function<void()> work) const;

 private:
  CLI::App* app_ = nullptr;
};

}  // namespace cupola::cli
