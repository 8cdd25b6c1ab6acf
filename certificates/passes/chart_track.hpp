#pragma once

#include "certificates/passes/chart_sky.hpp"
#include "certificates/passes/star_chart.hpp"

namespace cupola::passes {

/// The way of the satellite over the disc: bold with an arrow where it can be seen, dashed where not, a mark
/// and the time for every minute.
void draw_track(const ChartPen& pen, const ChartRequest& request);

/// What stands beside the sky: the headline, when and where to look, how bright, how to hold the page.
void draw_column(const ChartPen& pen, const ChartRequest& request);

}  // namespace cupola::passes
