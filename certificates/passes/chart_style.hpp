#pragma once

#include "certificates/page/canvas.hpp"
#include "certificates/page/type.hpp"

namespace cupola::passes {

/// The colours of a chart: light on dark for screens, dark on white for printers.
struct ChartStyle {
  page::Ink paper, sky_zenith, sky_horizon, rim, grid;
  page::Ink star, line, name, star_name, planet;
  page::Ink track, unseen, label, label_halo;
  page::Ink title, text, faint;
  bool tinted = false;   ///< stars in their own colours
  double star_size = 1;  ///< ink looks smaller than light
};

inline constexpr ChartStyle kNightSky{.paper = page::ink(0x081226),
                                      .sky_zenith = page::ink(0x0d1f42),
                                      .sky_horizon = page::ink(0x24467a),
                                      .rim = page::ink(0x9db7dc),
                                      .grid = page::ink(0x9db7dc, 0.16),
                                      .star = page::ink(0xffffff),
                                      .line = page::ink(0x8fb0e0, 0.42),
                                      .name = page::ink(0x9fbbe4, 0.85),
                                      .star_name = page::ink(0xdfe9f8),
                                      .planet = page::ink(0xffe2a8),
                                      .track = page::ink(0xff9a2e),
                                      .unseen = page::ink(0xffc78f, 0.6),
                                      .label = page::ink(0xffd9ae),
                                      .label_halo = page::ink(0x0d1f42, 0.85),
                                      .title = page::ink(0xffffff),
                                      .text = page::ink(0xdce6f5),
                                      .faint = page::ink(0x8ea6c8),
                                      .tinted = true,
                                      .star_size = 1};

inline constexpr ChartStyle kPrintedSky{.paper = page::kPaper,
                                        .sky_zenith = page::kPaper,
                                        .sky_horizon = page::ink(0xeef3f9),
                                        .rim = page::kNight,
                                        .grid = page::ink(0x27466f, 0.14),
                                        .star = page::ink(0x0b1830),
                                        .line = page::ink(0x5b7ba6, 0.55),
                                        .name = page::ink(0x5b7396),
                                        .star_name = page::kDusk,
                                        .planet = page::ink(0x9a6a00),
                                        .track = page::ink(0xd3202f),
                                        .unseen = page::ink(0xd3202f, 0.5),
                                        .label = page::ink(0xa3141f),
                                        .label_halo = page::ink(0xffffff, 0.9),
                                        .title = page::kNight,
                                        .text = page::ink(0x22344f),
                                        .faint = page::kSlate,
                                        .tinted = false,
                                        .star_size = 1.3};

/// The page, A4 landscape in points, and the disc of the sky on it.
inline constexpr page::Box kChartPage{0, 0, 841.8898, 595.2756};
inline constexpr double kDiscX = 292, kDiscY = 300, kDiscRadius = 252;
inline constexpr double kColumnX = 592, kColumnRight = 808;

}  // namespace cupola::passes
