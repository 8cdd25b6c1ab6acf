#include "cli/options.hpp"

#include <CLI/CLI.hpp>

#include <cstdint>
#include <filesystem>
#include <utility>

namespace cupola::cli {

Option Option::type_name(const std::string& name) const {
  option_->type_name(name);
  return *this;
}

Option Option::capture_default_str() const {
  option_->capture_default_str();
  return *this;
}

Option Option::required() const {
  option_->required();
  return *this;
}

Option Option::one_of(const std::vector<std::string>& values) const {
  option_->check(CLI::IsMember(values));
  return *this;
}

Option Option::one_of(std::initializer_list<int> values) const {
  option_->check(CLI::IsMember(std::vector<int>{values}));
  return *this;
}

Option Option::in_range(int least, int most) const {
  option_->check(CLI::Range(least, most));
  return *this;
}

Option Option::in_range(double least, double most) const {
  option_->check(CLI::Range(least, most));
  return *this;
}

Option Option::needs(Option other) const {
  option_->needs(other.option_);
  return *this;
}

Option Option::excludes(Option other) const {
  option_->excludes(other.option_);
  return *this;
}

Option Option::one_value_each() const {
  option_->allow_extra_args(false);
  return *this;
}

template <typename Value>
Option Command::add_option(const std::string& name, Value& value, const std::string& description) const {
  return Option{*app_->add_option(name, value, description)};
}

Option Command::add_flag(const std::string& name, bool& given, const std::string& description) const {
  return Option{*app_->add_flag(name, given, description)};
}

Option Command::add_flag(const std::string& name, std::string& value, const std::string& description) const {
  return Option{*app_->add_flag(name, value, description)};
}

Command Command::add_subcommand(const std::string& name, const std::string& summary) const {
  return Command{*app_->add_subcommand(name, summary)};
}

void Command::require_subcommand() const { app_->require_subcommand(1); }

void Command::take_all_as_is() const {
  app_->prefix_command();
  app_->set_help_flag();
}

std::vector<std::string> Command::remaining() const { return app_->remaining(); }

void Command::footer(const std::string& text) const { app_->footer(text); }

void Command::callback(std::function<void()> work) const { app_->callback(std::move(work)); }

// The kinds of values that the commands have options of.
template Option Command::add_option(const std::string&, std::string&, const std::string&) const;
template Option Command::add_option(const std::string&, std::vector<std::string>&, const std::string&) const;
template Option Command::add_option(const std::string&, std::filesystem::path&, const std::string&) const;
template Option Command::add_option(const std::string&, std::vector<std::filesystem::path>&,
                                    const std::string&) const;
template Option Command::add_option(const std::string&, double&, const std::string&) const;
template Option Command::add_option(const std::string&, int&, const std::string&) const;
template Option Command::add_option(const std::string&, std::uint32_t&, const std::string&) const;
template Option Command::add_option(const std::string&, std::uint64_t&, const std::string&) const;

}  // namespace cupola::cli
