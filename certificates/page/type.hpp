#pragma once

#include "certificates/page/canvas.hpp"

#include <pango/pangocairo.h>

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace cupola::page {

enum class Face {
  Display,  ///< large names and headings: Noto Serif Display
  Serif,    ///< running text: Noto Serif
  Sans,     ///< labels and figures: Noto Sans
};
enum class Slant { Upright, Italic };
enum class Weight { Regular, Bold };
enum class Align { Left, Centre, Right };

struct Type {
  Face face = Face::Serif;
  double size_pt = 12;
  Weight weight = Weight::Regular;
  Slant slant = Slant::Upright;
  Align align = Align::Left;
  double tracking_pt = 0;     ///< added between letters; only for fixed Latin capitals
  double line_spacing = 1.0;  ///< of the font's own
};

/// Lengths as Pango counts them, in points.
double points(int pango_units);

/// How far a text may spread, and what may be done to keep it there.
struct Room {
  double width = 0;            ///< points; every line, its ink too, stays within
  double height = 0;           ///< points; all lines together, their ink too
  double smallest_single = 0;  ///< down to this size on one line; below it the text wraps
};

/// A text set in its final size. `top` 0 is the top of its first line. Copies share what was set.
class SetText {
 public:
  SetText() = default;
  /// Takes over one reference.
  SetText(PangoLayout* layout, double size_pt);

  bool empty() const { return layout_ == nullptr; }
  double width() const { return width_; }    ///< of the widest line
  double height() const { return height_; }  ///< of all lines
  double size_pt() const { return size_pt_; }
  double baseline() const;  ///< of the first line, from the top
  int lines() const;
  /// What the glyphs cover, relative to the top left of the set width; may leave the logical box by an
  /// accent.
  Box ink_extents() const;
  /// Draws with the top of the first line at `y`; `x` is the left edge, the middle or the right edge of the
  /// widest line, as `anchor` says.
  void draw(cairo_t* context, double x, double y, Align anchor, Ink ink) const;

 private:
  std::shared_ptr<PangoLayout> layout_;
  double left_ = 0;
  double width_ = 0;
  double height_ = 0;
  double size_pt_ = 0;
  friend class Typesetter;
};

/// Sets type in every script of the programme with an explicit list of families (Noto, DejaVu behind it) from
/// the machine's font folders, whatever its fontconfig settings say. Keeps the fonts; one per thread.
class Typesetter {
 public:
  /// `font_folder`: the only place to look for fonts; empty: where the machine keeps them.
  explicit Typesetter(const std::string& font_folder = {});
  Typesetter(const Typesetter&) = delete;
  Typesetter& operator=(const Typesetter&) = delete;
  ~Typesetter();

  /// Sets `text` (valid UTF-8) within the room: on one line at the type's size, else smaller, else wrapped
  /// and, if even that is too high, smaller again. Never clips. Empty text gives an empty SetText.
  SetText fit(std::string_view text, const Type& type, const Room& room) const;
  /// Sets `text` at the type's size, lines broken only where it says so.
  SetText set(std::string_view text, const Type& type) const;

  /// The letters so far that no font has, and forgets them.
  std::vector<std::uint32_t> take_missing_letters();

 private:
  SetText fit_anew(std::string_view text, const Type& type, const Room& room) const;
  PangoLayout* make_layout(std::string_view text, const Type& type) const;

  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace cupola::page
