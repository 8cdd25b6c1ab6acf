#pragma once

#include "certificates/page/canvas.hpp"

#include <cstddef>
#include <functional>
#include <string>

namespace cupola::page {

struct PdfFacts {
  std::string title;
  std::string created;  ///< "2018-02-01T09:00:00Z"
};

/// A PDF of what `draw(context, page number)` draws, without the metadata that would tell two runs apart.
/// Throws std::runtime_error if cairo fails.
std::string make_pdf(const Box& page, std::size_t pages, const PdfFacts& facts,
                     const std::function<void(cairo_t*, std::size_t)>& draw);

/// The bytes of a PNG. Throws std::runtime_error if cairo fails.
std::string make_png(cairo_surface_t* image);

}  // namespace cupola::page
