#pragma once

#include <cairo.h>

#include <memory>
#include <set>
#include <string>
#include <vector>

// What readers of a PDF are told beside its glyphs and lines.

namespace cupola::page {

class SlimFonts;
class PdfDrawing;

/// A text as it was drawn on a PDF, for those who read it back from there.
struct Drawn {
  enum class Reading {
    Glyphs,  ///< the glyphs say it
    Text,    ///< the glyphs do not (Thai, Indic, stacked accents): `text` must stand beside them
    Shape,   ///< Arabic to look at: joined letters that readers put in the wrong order
    Letters  ///< the same Arabic unjoined, to be read but not seen
  } reading = Reading::Glyphs;
  std::string text;
};

/// A picture of a PDF: what it shows, in words, and as operators of the page's content that draw it.
struct DrawnPicture {
  std::string words;
  std::string operators;
  std::set<int> opacities;  ///< that they name, in thousandths
};

/// What was drawn on a context for readers, in order. While a transcript is attached, every SetText::draw is
/// a marked part of the PDF's structure, Arabic ones are two: the shape and the letters.
struct Transcript {
  std::vector<Drawn> marks = {};            ///< of one page, by their number
  std::vector<DrawnPicture> pictures = {};  ///< of the Figures, in order
  const char* role = "P";                   ///< of the texts to come: "H1", "H2", "P"
  SlimFonts* fonts = nullptr;               ///< to draw the texts with; null: the machine's fonts themselves
};

/// `transcript` must outlive the drawing.
void attach_transcript(cairo_t* context, Transcript& transcript);
/// What is attached; null without.
Transcript* transcript_of(cairo_t* context);

/// Marks what is drawn in its scope as one picture that shows what `words` say. No text inside, no clip from
/// outside (cairo undoes its own only when it draws again); what canvas.hpp draws goes to the transcript,
/// below what cairo itself is told to draw.
class Picture {
 public:
  Picture(cairo_t* context, std::string words);
  Picture(const Picture&) = delete;
  Picture& operator=(const Picture&) = delete;
  ~Picture();

 private:
  cairo_t* context_;
  Transcript* transcript_;
  std::string words_;
  std::unique_ptr<PdfDrawing> drawing_;
};

/// Texts drawn in its scope have this role.
class Role {
 public:
  Role(cairo_t* context, const char* role);
  Role(const Role&) = delete;
  Role& operator=(const Role&) = delete;
  ~Role();

 private:
  Transcript* transcript_;
  const char* before_ = nullptr;
};

}  // namespace cupola::page
