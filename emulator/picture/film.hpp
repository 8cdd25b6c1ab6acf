#pragma once

#include <cupola/hat/frame.hpp>

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace cupola::picture {

/// One picture of a film: what the LEDs held from `time_ms` on.
struct FilmFrame {
  std::uint32_t time_ms = 0;  ///< since the program's first line
  hat::Frame frame;
  friend bool operator==(const FilmFrame&, const FilmFrame&) = default;
};

/// The LED pictures of one run, at most one per 1/57 s (the LEDs' own rate); docs/film.md.
struct Film {
  std::vector<FilmFrame> frames;    ///< times never go back
  std::uint32_t duration_ms = 0;    ///< the length of the run
  std::uint64_t total_updates = 0;  ///< LED updates pushed, those not kept included
  hat::GammaTable gamma = hat::kDefaultGamma;
  friend bool operator==(const Film&, const Film&) = default;
};

/// The limits of docs/film.md: a run of three hours at 57 pictures a second fits.
inline constexpr std::size_t kMostFilmFrames = std::size_t{1} << 20;

/// Builds a film from pictures in order of time: of those within 1/57 s of the last kept one, the last one
/// wins; a picture equal to the one before is not kept again. Past kMostFilmFrames the last one is replaced.
class FilmRecorder {
 public:
  /// `time_ns` since the program's first line; an earlier one than the last is taken as the last's.
  void add(std::uint64_t time_ns, const hat::Frame& frame);
  /// Ends the film and empties the recorder. `total_updates`: the board's own count. Pictures stamped after
  /// the end are moved to it, of which the last one wins; gamma levels above 31, which no driver takes, count
  /// as 31.
  Film finish(std::uint64_t duration_ns, std::uint64_t total_updates, const hat::GammaTable& gamma);

 private:
  void close_slot();

  std::vector<FilmFrame> frames_;
  std::optional<hat::Frame> slot_;  ///< the picture of the open slot, not yet in frames_
  std::uint64_t slot_start_ns_ = 0;
  std::uint64_t latest_ns_ = 0;
};

/// The bytes of a .film file (compressed; a few kB a run). Throws std::invalid_argument for a film that
/// breaks the limits of docs/film.md (times that go back or pass the end, gamma levels above 31, too many
/// pictures).
std::string encode_film(const Film& film);

/// Reads a .film file. Throws std::invalid_argument that says what is wrong and at which byte
/// (magic, version, truncation, checksum, times that go back, sizes past the limits of docs/film.md).
Film decode_film(std::string_view bytes);

}  // namespace cupola::picture
