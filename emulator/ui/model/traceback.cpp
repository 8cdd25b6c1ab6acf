#include "emulator/ui/model/traceback.hpp"

#include <algorithm>
#include <charconv>
#include <cstddef>
#include <utility>
#include <vector>

namespace cupola::ui {
namespace {

struct Frame {
  std::string_view file;
  int line = 0;
  std::string_view function = {};  ///< empty for a syntax error
};

std::string_view base_name(std::string_view path) { return path.substr(path.find_last_of('/') + 1); }

/// Takes the first line of `text`, without its end.
std::string_view take_line(std::string_view& text) {
  const std::size_t end = text.find('\n');
  std::string_view line = text.substr(0, end);
  text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
  if (line.ends_with('\r')) line.remove_suffix(1);
  return line;
}

/// `  File "/home/ada/program.py", line 3, in <module>`
std::optional<Frame> read_frame(std::string_view line) {
  constexpr std::string_view kFile = "  File \"";
  constexpr std::string_view kLine = "\", line ";
  constexpr std::string_view kIn = ", in ";
  const std::size_t number = line.rfind(kLine);
  if (!line.starts_with(kFile) || number == std::string_view::npos || number < kFile.size())
    return std::nullopt;
  Frame frame{.file = line.substr(kFile.size(), number - kFile.size())};
  const std::string_view rest = line.substr(number + kLine.size());
  const auto read = std::from_chars(rest.data(), rest.data() + rest.size(), frame.line);
  if (read.ec != std::errc()) return std::nullopt;
  if (const std::size_t in = rest.find(kIn); in != std::string_view::npos)
    frame.function = rest.substr(in + kIn.size());
  return frame;
}

/// `NameError: name 'x' is not defined` or `KeyboardInterrupt`
std::optional<Traceback> read_exception(std::string_view line) {
  const std::size_t colon = line.find(": ");
  const std::string_view type = line.substr(0, colon);
  const bool is_name = !type.empty() && type.find_first_of(" \"'(),=") == std::string_view::npos;
  if (!is_name) return std::nullopt;
  Traceback read;
  read.type = type.substr(type.find_last_of('.') + 1);
  if (colon != std::string_view::npos) read.message = line.substr(colon + 2);
  return read;
}

void take_suggestion(Traceback& read) {
  constexpr std::string_view kDidYouMean = ". Did you mean: '";
  constexpr std::string_view kImport = ". Did you forget to import";
  if (const std::size_t at = read.message.find(kDidYouMean); at != std::string::npos) {
    const std::string rest = read.message.substr(at + kDidYouMean.size());
    read.suggestion = rest.substr(0, rest.find('\''));
    read.message.resize(at);
  }
  if (const std::size_t at = read.message.find(kImport); at != std::string::npos) read.message.resize(at);
}

void find_own_line(Traceback& read, const std::vector<Frame>& frames, std::string_view program) {
  const auto find = [&](auto is_own) { return std::find_if(frames.rbegin(), frames.rend(), is_own); };
  auto own = find([&](const Frame& frame) { return frame.file == program; });
  if (own == frames.rend()) {
    own = find([&](const Frame& frame) { return base_name(frame.file) == base_name(program); });
  }
  if (own == frames.rend()) return;
  read.line = own->line;
  if (own != frames.rbegin()) read.called = (own - 1)->function;
}

/// Of a program that is not UTF-8 Python says the line only in the message.
void find_line_in_message(Traceback& read) {
  constexpr std::string_view kOnLine = " on line ";
  const std::size_t at = read.message.find(kOnLine);
  if (at == std::string::npos) return;
  const std::string_view number = std::string_view(read.message).substr(at + kOnLine.size());
  std::from_chars(number.data(), number.data() + number.size(), read.line);
}

}  // namespace

std::optional<Traceback> read_traceback(std::string_view err, std::string_view program) {
  constexpr std::string_view kNotUtf8 = "SyntaxError: Non-UTF-8 code";
  std::optional<Traceback> last;
  std::vector<Frame> frames;
  while (!err.empty()) {
    const std::string_view line = take_line(err);
    if (const auto frame = read_frame(line)) {
      frames.push_back(*frame);
    } else if (line.starts_with("Traceback (most recent call last):")) {
      frames.clear();
    } else if (!line.empty() && !line.starts_with(' ') && (!frames.empty() || line.starts_with(kNotUtf8))) {
      if (auto read = read_exception(line)) {
        find_own_line(*read, frames, program);
        if (frames.empty()) find_line_in_message(*read);
        take_suggestion(*read);
        last = std::move(read);
      }
      frames.clear();
    }
  }
  return last;
}

std::string_view line_of(std::string_view text, int number) {
  for (int i = 1; i < number && !text.empty(); ++i) take_line(text);
  return number < 1 ? std::string_view() : take_line(text);
}

}  // namespace cupola::ui
