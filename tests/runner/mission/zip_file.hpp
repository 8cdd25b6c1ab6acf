#pragma once

#include <zip.h>

#include <filesystem>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

namespace cupola::tests {

/// Writes a ZIP file with exactly these names, however unfriendly.
inline void make_zip(const std::filesystem::path& path,
                     const std::vector<std::pair<std::string, std::string>>& files) {
  int error = 0;
  zip_t* const archive = ::zip_open(path.c_str(), ZIP_CREATE | ZIP_TRUNCATE, &error);
  if (archive == nullptr) throw std::runtime_error("cannot make " + path.native());
  for (const auto& [name, content] : files) {
    zip_source_t* const source = ::zip_source_buffer(archive, content.data(), content.size(), 0);
    ::zip_file_add(archive, name.c_str(), source, ZIP_FL_ENC_UTF_8);
  }
  if (::zip_close(archive) != 0) throw std::runtime_error("cannot write " + path.native());
}

}  // namespace cupola::tests
