#pragma once

#include "emulator/world/recording.hpp"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace cupola::world {

/// 1: what `sense_rec` writes, without light. 2: with the colour sensor (docs/recordings.md).
enum class HatVersion : std::uint8_t { One = 1, Two = 2 };

/// Reads a .hat recording. A row that is cut off at the end is left out and said (`damage`); a time that goes
/// back is taken as the one before and noted. Throws std::invalid_argument that says at which byte something
/// is wrong: the magic, an unknown version (by its number), a header that is cut off, a time that is none.
ReadRecording read_hat(std::string_view bytes);

/// The bytes of a .hat file. Version one leaves the light out. Counts past the chip's full scale are written
/// as the full scale.
std::string write_hat(const Recording& recording, HatVersion version);

/// The oldest version that keeps all of it: two if there is light, else one, which every reader knows.
HatVersion version_for(const Recording& recording);

/// So many bytes from its beginning say how a .hat file is divided.
inline constexpr std::size_t kHatHeadBytes = 24;
/// Where the last whole row of a .hat file of `size` bytes begins, and where the second one does: what is
/// between need not be read to know how long it is. Nothing if it has no row. Throws as read_hat() does for
/// the header.
struct HatRows {
  std::size_t second_at = 0;
  std::size_t last_at = 0;
};
std::optional<HatRows> hat_rows(std::string_view head, std::size_t size);

/// What programs saw: a light column of a row as counts under the row's gain and cycles, saturated.
double raw_counts(const RecordedRow& row, Column light);

}  // namespace cupola::world
