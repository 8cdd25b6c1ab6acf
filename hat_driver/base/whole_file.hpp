#pragma once

#include <cstddef>
#include <filesystem>
#include <string>
#include <string_view>

namespace cupola::base {

/// Makes `path` hold exactly `content`, or leaves it as it was: written under a temporary name in the same
/// folder, fsynced, renamed, folder fsynced. Throws std::system_error that names the path (full disk
/// included); the temporary file is removed.
void write_whole_file(const std::filesystem::path& path, std::string_view content);

/// The same without waiting for the disk: whole for every reader, but a power cut may still take it. For many
/// files at once, followed by one `sync_file_system`. Throws std::system_error that names the path.
void write_whole_file_unsynced(const std::filesystem::path& path, std::string_view content);

/// Who may read a new file.
enum class Readers { Everyone, OwnerOnly };

/// Makes a file that is not there yet, whole and synced as above. Throws std::system_error that names the
/// path; EEXIST, and what is there stays, if something has that name already.
void write_new_file(const std::filesystem::path& path, std::string_view content, Readers readers);

/// Returns when everything written to the file system that holds `folder` is on the disk. Throws
/// std::system_error.
void sync_file_system(const std::filesystem::path& folder);

/// The whole content of a regular file. Throws std::system_error that names the path; a folder, a device or a
/// file larger than `largest` bytes is refused (EISDIR, EINVAL, EFBIG).
std::string read_whole_file(const std::filesystem::path& path, std::size_t largest = std::size_t{1} << 30);

/// Forces the names in `folder` to disk (after a create or rename). Throws std::system_error.
void sync_folder(const std::filesystem::path& folder);

/// Writes all of `content` to `fd`, going on after short writes and EINTR. Throws std::system_error naming
/// `subject`.
void write_fully(int fd, std::string_view content, std::string_view subject);

}  // namespace cupola::base
