#pragma once

#include "certificates/page/pdf_drawing.hpp"
#include "certificates/page/pdf_fonts.hpp"

#include <cairo.h>
#include <pango/pango.h>

#include <string>
#include <vector>

// A page of a PDF that says to readers what is what: headings, paragraphs, pictures with their words.

namespace cupola::page {

/// A marked part of a page.
struct PageMark {
  std::string role;   ///< of the structure tree: "H1", "H2", "P", "Figure" (ISO 32000-1, 14.8.4)
  std::string words;  ///< of a picture: what it shows
  std::string said;   ///< of a text: what readers get
};

/// What has been drawn on a page so far.
struct TaggedPage {
  explicit TaggedPage(PdfFonts& of_document) : fonts(of_document) {}
  PdfFonts& fonts;
  PdfDrawing drawing = {};
  std::vector<PageMark> marks = {};  ///< by their MCID
  const char* role = "P";            ///< of the texts to come
};

/// From now on what canvas.hpp, SetText and Picture draw on the context goes to `page`, which must outlive
/// that. cairo still lays out paths, and nothing else: draw on it directly and nobody will see it.
void attach_page(cairo_t* context, TaggedPage& page);
/// What is attached; null without.
TaggedPage* page_of(cairo_t* context);

/// Marks what is drawn in its scope as one picture that shows what `words` say. No text inside, no clip from
/// outside.
class Picture {
 public:
  Picture(cairo_t* context, std::string words);
  Picture(const Picture&) = delete;
  Picture& operator=(const Picture&) = delete;
  ~Picture();

 private:
  TaggedPage* page_;
};

/// Marks what is drawn in its scope as an ornament that readers pass over.
class Decoration {
 public:
  explicit Decoration(cairo_t* context);
  Decoration(const Decoration&) = delete;
  Decoration& operator=(const Decoration&) = delete;
  ~Decoration();

 private:
  TaggedPage* page_;
};

/// Texts drawn in its scope have this role.
class Role {
 public:
  Role(cairo_t* context, const char* role);
  Role(const Role&) = delete;
  Role& operator=(const Role&) = delete;
  ~Role();

 private:
  TaggedPage* page_;
  const char* before_ = nullptr;
};

}  // namespace cupola::page
