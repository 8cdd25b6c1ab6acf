#pragma once

#include <cstddef>
#include <filesystem>
#include <memory>
#include <string>
#include <vector>

namespace cupola::mission {

inline constexpr std::size_t kLargestProgram = std::size_t{1} << 20;

/// The bytes of one program, or why they are not taken: "what is wrong; what would be right".
struct ProgramBytes {
  std::string bytes;
  std::string problem;  ///< empty if `bytes` are the program
};

/// Where handed-in programs are read from. Nothing is ever unpacked to a path that an archive names.
class ProgramSource {
 public:
  ProgramSource() = default;
  ProgramSource(const ProgramSource&) = delete;
  ProgramSource& operator=(const ProgramSource&) = delete;
  virtual ~ProgramSource() = default;

  /// The names of all `.py` files, sorted; those of a folder's top level only. Hidden files are left out.
  virtual std::vector<std::string> names() const = 0;
  /// At most kLargestProgram bytes, exactly as they are. `name` is relative, with `/`.
  virtual ProgramBytes read(const std::string& name) = 0;
  /// What is wrong with the source as a whole, one line each ("NAME: …"): names that point outside, doubles.
  virtual std::vector<std::string> problems() const { return {}; }
};

/// Opens a folder or a ZIP file. Throws BadInput if `path` is neither.
std::unique_ptr<ProgramSource> open_program_source(const std::filesystem::path& path);

/// The ZIP half of the above. If all its files lie in one folder, names are relative to that folder.
std::unique_ptr<ProgramSource> open_zip_source(const std::filesystem::path& path);

/// Whether `name` is relative and stays inside: no "..", no leading "/", no backslash, no NUL.
bool is_inside_name(const std::string& name);

}  // namespace cupola::mission
