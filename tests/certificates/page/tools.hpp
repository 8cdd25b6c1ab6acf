#pragma once

#include "hat_driver/base/whole_file.hpp"
#include "tests/support/temporary_folder.hpp"

#include <fmt/format.h>

#include <cstdlib>
#include <stdexcept>
#include <string>

namespace cupola::page_test {

/// A PDF on disk and what the usual tools say of it (poppler-utils, qpdf).
class PdfFile {
 public:
  explicit PdfFile(const std::string& bytes) { base::write_whole_file(folder_ / "page.pdf", bytes); }

  /// Standard output of `command PDF arguments`; throws unless the status is 0.
  std::string ask(const std::string& command, const std::string& arguments = {}) const {
    const auto answer = folder_ / "answer";
    const std::string line = fmt::format("{} '{}' {} >'{}' 2>&1", command, (folder_ / "page.pdf").string(),
                                         arguments, answer.string());
    // NOLINTNEXTLINE(bugprone-command-processor): the tools under test, on a path of our own
    const int status = std::system(line.c_str());
    std::string text = base::read_whole_file(answer);
    if (status != 0) throw std::runtime_error(line + ": " + text);
    return text;
  }

  /// What a reader of QR codes sees on the page, drawn at 150 dots per inch.
  std::string scan() const {
    ask("pdftoppm -r 150 -png -singlefile", "'" + (folder_ / "scan").string() + "'");
    return ask("true", fmt::format("&& zbarimg -q --raw '{}'", (folder_ / "scan.png").string()));
  }

  std::string text() const { return ask("pdftotext", "-"); }

 private:
  tests::TemporaryFolder folder_;
};

}  // namespace cupola::page_test
