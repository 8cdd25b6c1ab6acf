#pragma once

#include "certificates/page/palette.hpp"
#include "certificates/page/tagged_page.hpp"

namespace cupola::page {

/// Writes a layout as a marked text, or two, with its top left corner at the context's current point: glyphs
/// where Pango put them, and what readers need to get the words back in every script.
void write_text(cairo_t* context, TaggedPage& page, PangoLayout* layout, Ink ink);

}  // namespace cupola::page
