#pragma once

#include "emulator/picture/film.hpp"
#include "emulator/picture/timed_picture.hpp"
#include "emulator/ui/model/history.hpp"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace cupola::ui {

enum class StudioTool { Pencil, Fill, Eraser, Picker };

inline constexpr std::uint32_t kShortestPicture_ms = 20;
inline constexpr std::uint32_t kLongestPicture_ms = 10'000;

/// What the frame studio edits: the pictures, and which of them is open.
struct StudioDocument {
  picture::Animation animation{.pictures = {{}}, .repeats = 1};
  std::size_t open = 0;
  friend bool operator==(const StudioDocument&, const StudioDocument&) = default;
};

/// The frame studio without its window: paints, arranges, takes back. There is always at least one picture
/// and at most kMostPictures. Every change is one step to undo; those between begin() and end() are one
/// together.
class StudioModel {
 public:
  StudioModel() { history_.note(document_); }

  const picture::Animation& animation() const { return document_.animation; }
  const std::vector<picture::TimedPicture>& pictures() const { return document_.animation.pictures; }
  std::size_t open() const { return document_.open; }
  const picture::TimedPicture& picture() const { return pictures()[document_.open]; }
  /// The colour at an LED (8 × row + column) of the open picture.
  hat::Color at(std::size_t led) const { return picture().colors.at(led); }

  /// Another number after every change of the animation.
  std::uint64_t revision() const { return revision_; }

  void begin();
  void end();

  // ---- painting the open picture; mirrored left to right or top to bottom as asked
  struct Mirror {
    bool across = false;
    bool down = false;
  };
  void paint(std::size_t led, hat::Color color, Mirror mirror);
  /// All LEDs on the straight way from one to the other.
  void paint_line(std::size_t from, std::size_t to, hat::Color color, Mirror mirror);
  /// The area of one colour around an LED.
  void fill(std::size_t led, hat::Color color, Mirror mirror);
  void clear();
  /// Moves everything by whole LEDs; what leaves on one side comes back on the other.
  void shift(int right, int down);

  // ---- arranging
  void select(std::size_t index);
  /// A dark picture after the open one, which it opens. False if there are kMostPictures.
  bool add();
  bool duplicate();
  /// The last picture is cleared instead.
  void remove();
  /// Moves the open picture to another place; past the end is the end.
  void move_to(std::size_t index);
  std::optional<picture::TimedPicture> copy() const { return picture(); }
  bool paste(const picture::TimedPicture& picture);
  void set_duration(std::uint32_t duration_ms);
  /// Every picture as long as the open one.
  void same_duration();
  /// Every duration times `factor`, within kShortestPicture_ms and kLongestPicture_ms.
  void scale_durations(double factor);
  void set_repeats(std::uint32_t repeats);
  /// Another animation instead; an empty one is one dark picture.
  void replace(picture::Animation animation);

  bool can_undo() const { return history_.can_undo(); }
  bool can_redo() const { return history_.can_redo(); }
  bool undo();
  bool redo();

 private:
  picture::TimedPicture& edited() { return document_.animation.pictures[document_.open]; }
  void put(std::size_t led, hat::Color color, Mirror mirror);
  bool insert(const picture::TimedPicture& picture);
  void changed();

  StudioDocument document_;
  History<StudioDocument> history_;
  int gestures_ = 0;
  std::uint64_t revision_ = 0;
};

/// The picture shown `elapsed_ms` after the start, and when the next one comes.
struct PlayPlace {
  std::size_t index = 0;
  std::uint64_t next_ms = 0;  ///< after the start
  bool over = false;          ///< all repeats are done; the last picture stays
};
PlayPlace play_place(const picture::Animation& animation, std::uint64_t elapsed_ms);

/// One run through the animation as the LEDs show it, for GIF and APNG.
picture::Film film_of(const picture::Animation& animation);

/// The frame of one picture, as set_pixels stores it.
hat::Frame frame_of(const picture::TimedPicture& picture);

/// Whether the real LEDs stay dark in this colour, though it is not black (channels below 48).
bool stays_dark(hat::Color color);

}  // namespace cupola::ui
