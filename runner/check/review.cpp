#include "runner/check/review.hpp"

#include "emulator/picture/highlights.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>

namespace cupola::check {
namespace {

constexpr std::size_t kPicturesShown = 10;

constexpr std::string_view kHead = R"(<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>Review</title><style>
:root{{color-scheme:light dark;--line:#8884;--bad:#c0392b;--good:#1e8449;--warn:#b9770e}}
body{{font:16px/1.45 system-ui,sans-serif;margin:2rem auto;max-width:70rem;padding:0 1rem}}
h1{{font-weight:600}}article{{border-top:1px solid var(--line);padding:1rem 0;display:grid;grid-template-columns:16rem 1fr;gap:1rem}}
h2{{font-size:1.1rem;margin:0}}.refused h2{{color:var(--bad)}}.flies h2{{color:var(--good)}}
p,ul{{margin:.2rem 0}}ul{{padding-left:1.2rem}}.refuse{{color:var(--bad)}}.warn{{color:var(--warn)}}.small{{opacity:.75;font-size:.9rem}}
svg{{width:5rem;height:5rem;background:#111;border-radius:.4rem;margin:0 .3rem .3rem 0}}
@media(max-width:45rem){{article{{grid-template-columns:1fr}}}}
</style></head><body><h1>{0}</h1><p>{1} entries: {2} with flight status, {3} refused.</p>
)";

std::string escaped(std::string_view text) {
  std::string html;
  for (const char c : text) {
    switch (c) {
      case '<':
        html += "&lt;";
        break;
      case '>':
        html += "&gt;";
        break;
      case '&':
        html += "&amp;";
        break;
      case '"':
        html += "&quot;";
        break;
      default:
        html += c;
    }
  }
  return html;
}

void append_picture(std::string& html, const hat::Frame& frame) {
  html += R"(<svg viewBox="0 0 8 8" role="img" aria-label="LED picture">)";
  for (std::size_t k = 0; k < hat::kPixelCount; ++k) {
    const hat::Color color = hat::from_rgb565(frame.pixels[k]);
    if (color == hat::Color{}) continue;
    fmt::format_to(std::back_inserter(html),
                   R"(<circle cx="{}.5" cy="{}.5" r=".42" fill="#{:02x}{:02x}{:02x}"/>)", k % hat::kSide,
                   k / hat::kSide, color.red, color.green, color.blue);
  }
  html += "</svg>";
}

void append_row(std::string& html, const ReviewRow& row) {
  const CheckResult& result = row.result;
  const auto out = std::back_inserter(html);
  fmt::format_to(
      out,
      R"(<article class="{}"><div><h2>{}</h2><p>{}</p><p class="small">{} · {:.1f} s · {} pictures</p></div><div>)",
      result.flight ? "flies" : "refused", escaped(result.entry), escaped(row.team),
      record::verdict_name(result.report.verdict), result.report.usage.wall_s, result.report.pictures);
  if (!result.findings.empty()) html += "<ul>";
  for (const Finding& finding : result.findings) {
    const std::string place = finding.line > 0 ? fmt::format("line {}: ", finding.line) : std::string{};
    fmt::format_to(out, R"(<li class="{}">{}{}</li>)", severity_name(finding.severity), place,
                   escaped(finding.text));
  }
  if (!result.findings.empty()) html += "</ul>";
  for (const std::string& text : result.report.scrolled_text) {
    fmt::format_to(out, R"(<p class="small">scrolls: <bdi>{}</bdi></p>)", escaped(text));
  }
  for (const std::size_t k : picture::highlights(result.report.film, kPicturesShown)) {
    append_picture(html, result.report.film.frames[k].frame);
  }
  html += "</div></article>\n";
}

}  // namespace

std::string review_page(std::string_view mission_name, const std::vector<ReviewRow>& rows) {
  const auto flying = static_cast<std::size_t>(
      std::count_if(rows.begin(), rows.end(), [](const ReviewRow& row) { return row.result.flight; }));
  std::string html = fmt::format(kHead, escaped(mission_name), rows.size(), flying, rows.size() - flying);
  for (const bool flies : {false, true}) {
    for (const ReviewRow& row : rows) {
      if (row.result.flight == flies) append_row(html, row);
    }
  }
  return html + "</body></html>\n";
}

}  // namespace cupola::check
