#pragma once

#include "emulator/picture/film.hpp"
#include "emulator/ui/model/phrase.hpp"

#include <cstddef>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace cupola::ui {

/// NotRun: listed only. Waiting: its turn comes. Failed: ended in any other way than by itself.
enum class ClassPhase { NotRun, Waiting, Running, Done, Failed };

/// One program of a class, and what became of it.
struct ClassEntry {
  std::string name = {};  ///< the file's name, as it is
  ClassPhase phase = ClassPhase::NotRun;
  std::string verdict = {};  ///< as in `cupola run --json`; empty if it could not be run at all
  std::string error = {};    ///< one line: "NameError: name 'x' is not defined", or why it could not be run
  int line = 0;              ///< of the error, 1 is the first; 0: no place in the file
  Phrase meaning = {};       ///< the error in plain words; may be empty
  double wall_s = 0;         ///< how long it ran
  /// What the LEDs showed; none before the end of a run.
  std::shared_ptr<const picture::Film> film = {};
  std::optional<std::size_t> best =
      {};              ///< the film's picture that tells it best; none: nothing was ever lit
  bool stale = false;  ///< the file changed after it ran
};

/// What a tile shows beside its text, so that no verdict is told by colour alone.
enum class ClassMark { None, Dots, Arrow, Tick, Cross, Clock, Again };

/// A verdict in a shape and a few words.
struct ClassBadge {
  ClassMark mark = ClassMark::None;
  Phrase brief = {};  ///< for a tile: "Line 7: NameError"
  Phrase whole = {};  ///< for one sentence: "Line 7: NameError: name 'x' is not defined"
};

ClassBadge badge_of(const ClassEntry& entry);

/// The entry of that name; null if there is none.
const ClassEntry* entry_called(std::span<const ClassEntry> entries, std::string_view name);

/// How many are in which phase.
struct ClassCount {
  std::size_t open = 0;  ///< waiting or running
  std::size_t done = 0;
  std::size_t failed = 0;
  std::size_t stale = 0;
};
ClassCount count_of(std::span<const ClassEntry> entries);

/// "anna2" before "anna10", capital letters as small ones.
bool natural_less(std::string_view left, std::string_view right);

/// ByResult: what needs the teacher first.
enum class ClassOrder { ByName, ByResult };
/// The entries' indices in that order.
std::vector<std::size_t> sorted(std::span<const ClassEntry> entries, ClassOrder order);

/// `text` without control characters, which would break a line or hide what follows.
std::string one_line(std::string_view text);

/// The wall's clock ticks in steps of this, so that thirty films never cost more than 20 pictures a second.
inline constexpr double kWallStep_s = 0.05;
/// How long a film's last picture stays before it begins again.
inline constexpr double kWallPause_s = 1.0;

/// The film's picture to show `elapsed_s` after the wall began to play. The dark time before the first
/// picture is left out and every film begins anew by itself; none for a film without pictures.
std::optional<std::size_t> picture_at(const picture::Film& film, double elapsed_s);

/// When after `elapsed_s` another picture has to be shown: a whole step of the wall's clock; infinite for a
/// film of less than two pictures.
double next_change_s(const picture::Film& film, double elapsed_s);

/// What a tile says below its LEDs. Line: mark and name. Two: the name, and the verdict in words. Large: the
/// same with the name in large letters.
enum class WallCaption { Line, Two, Large };

/// What tiles are made of, px.
struct WallMeasures {
  float width = 0;  ///< the room there is
  float height = 0;
  float em = 16;          ///< the height of the body's text
  float smallest = 48;    ///< the side of the smallest LED matrix
  float scroll_bar = 13;  ///< what it takes of the width if it is needed
};

/// How the tiles lie, px.
struct WallLayout {
  WallCaption caption = WallCaption::Line;
  std::size_t columns = 1;
  std::size_t rows = 1;
  float side = 0;  ///< of the LED matrix
  float gap = 0;   ///< between tiles
  float padding = 0;
  float tile_width = 0;  ///< padding and text included
  float tile_height = 0;
  float caption_height = 0;
};

/// Tiles that fill the room, their LEDs as large as they can be with the most that captions can say; if even
/// the smallest do not fit, as many columns of those as fit, and rows that go on below.
WallLayout wall_layout(std::size_t count, const WallMeasures& measures);

}  // namespace cupola::ui
