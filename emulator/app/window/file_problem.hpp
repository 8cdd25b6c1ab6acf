#pragma once

#include "emulator/ui/model/phrase.hpp"

#include <exception>
#include <filesystem>
#include <system_error>

namespace cupola::app {

/// One line for the person about a file or folder that could not be read or written: the usual reasons in
/// plain words that can be translated, any other as the system says it.
ui::Phrase file_problem(const std::filesystem::path& path, const std::error_code& reason);
/// The same of what was thrown; what is no std::system_error says itself what was wrong with the file's
/// inside.
ui::Phrase file_problem(const std::filesystem::path& path, const std::exception& error);

}  // namespace cupola::app
