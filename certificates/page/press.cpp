#include "certificates/page/certificate.hpp"

#include "certificates/page/clean_text.hpp"
#include "certificates/page/missing_fonts.hpp"
#include "certificates/page/participation.hpp"
#include "certificates/page/patch.hpp"
#include "certificates/page/pdf_document.hpp"
#include "certificates/page/sheet.hpp"
#include "certificates/page/slim_fonts.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <cmath>
#include <cstdlib>
#include <map>
#include <optional>
#include <stdexcept>
#include <utility>

namespace cupola::page {
namespace {

/// SOURCE_DATE_EPOCH if it is set; nothing for what is no number.
std::optional<std::chrono::sys_seconds> source_date() {
  const char* text = std::getenv("SOURCE_DATE_EPOCH");
  if (text == nullptr) return std::nullopt;
  const std::string_view digits(text);
  std::int64_t seconds = 0;
  const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), seconds);
  if (error != std::errc() || end != digits.data() + digits.size()) return std::nullopt;
  return std::chrono::sys_seconds(std::chrono::seconds(seconds));
}

/// What the seal knows of a page by name.
seal::PageFacts seal_facts(const Certificate& certificate, const Content& content) {
  seal::KnownTexts known{{"team", content.team},      {"members", content.members},
                         {"school", content.school},  {"mission", content.mission},
                         {"simulated", content.kind}, {"code", content.code_text}};
  for (const Fact& fact : content.facts) known.emplace_back(fact.field, fact.value);
  std::erase_if(known, [](const auto& each) { return each.first.empty() || each.second.empty(); });
  return {.code = certificate.code, .names = certificate.name_hashes, .known = std::move(known)};
}

const Design& chosen_design(std::string_view name) {
  if (name.empty()) return designs().front();
  if (const Design* design = find_design(name)) return *design;
  std::string known;
  for (const Design& design : designs()) known += fmt::format("{}{}", known.empty() ? "" : ", ", design.name);
  throw std::invalid_argument(fmt::format("no design \"{}\"; there are {}", name, known));
}

}  // namespace

struct CertificatePress::State {
  /// Those that flew and those that did not lie on sheets of their own.
  struct Kind {
    Kind(const Design& look, const Box& page) : design(look), slots(look.slots(page)) {}
    Design design;
    Slots slots;
    std::unique_ptr<PdfBase> compiled;  ///< the sheet's base, once it was needed
  };

  explicit State(const PressOptions& options)
      : page(page_of(options.paper)),
        flown(chosen_design(options.design), page),
        participation(participation_of(flown.design), page),
        borders(options.borders),
        seal_key(options.seal_key),
        pdf_signer(options.pdf_signer),
        patch(read_patch(options.patch_png)) {
    fonts.expect(options.names);
  }

  SheetBase sheet(const Kind& kind) const {
    return {.design = kind.design,
            .page = page,
            .slots = kind.slots,
            .atlas = atlas,
            .land = land,
            .typesetter = typesetter,
            .patch = patch.get(),
            .borders = borders};
  }
  Kind& kind_of(const Certificate& certificate) { return certificate.participation ? participation : flown; }
  const PdfBase& base(Kind& kind) {
    if (!kind.compiled) {
      kind.compiled =
          std::make_unique<PdfBase>(page, [&](cairo_t* context) { draw_base(context, sheet(kind)); });
    }
    return *kind.compiled;
  }
  const Words& words(const Certificate& certificate) {
    auto& known = dictionaries[{certificate.language, certificate.country}];
    if (!known) known = std::make_unique<Words>(certificate.language, certificate.country);
    return *known;
  }
  std::string print(const std::vector<const Certificate*>& certificates, std::string_view title) {
    std::vector<Content> contents;
    contents.reserve(certificates.size());
    for (const Certificate* each : certificates) contents.push_back(content_of(*each, words(*each), borders));
    const std::string name = title.empty() ? contents.front().document_title : std::string(title);
    const auto created =
        source_date().value_or(std::chrono::floor<std::chrono::seconds>(certificates.front()->end));
    PdfFonts used(fonts);
    std::vector<PdfSheet> sheets;
    sheets.reserve(certificates.size());
    for (std::size_t i = 0; i < certificates.size(); ++i) {
      const Certificate& certificate = *certificates[i];
      Kind& kind = kind_of(certificate);
      sheets.push_back({base(kind), TaggedPage(used)});
      draw_sheet(sheets.back(), [&](cairo_t* context) {
        draw_certificate(context, sheet(kind), certificate, contents[i], words(certificate));
      });
    }
    const PdfFacts facts{
        .title = name, .created = moment_words(created), .language = words(*certificates.front()).language()};
    std::string whole = write_document(page, facts, sheets, used, sealing(certificates, contents));
    return pdf_signer == nullptr ? whole : pdf_signer->sign(whole, created);
  }
  /// Seals the pages that have a code.
  SealPage sealing(const std::vector<const Certificate*>& certificates,
                   const std::vector<Content>& contents) const {
    if (seal_key == nullptr) return {};
    return [this, &certificates, &contents](const FinishedPage& drawn) -> std::string {
      const Certificate& certificate = *certificates[drawn.number];
      if (certificate.code.empty()) return {};
      return seal::seal_metadata(drawn.drawing, drawn.texts, seal_facts(certificate, contents[drawn.number]),
                                 *seal_key);
    };
  }

  Box page;
  Kind flown;
  Kind participation;
  bool borders = false;
  const record::SigningKey* seal_key = nullptr;
  const seal::PdfSigner* pdf_signer = nullptr;
  Surface patch;
  geo::Atlas atlas = geo::Atlas::built_in();
  GlobeLand land{atlas, std::max(10.0, flown.slots.globe.width / 2)};
  Typesetter typesetter;
  SlimFonts fonts;
  std::map<std::pair<std::string, std::string>, std::unique_ptr<Words>> dictionaries;
};

std::vector<DesignNote> design_notes() {
  std::vector<DesignNote> notes;
  for (const Design& design : designs()) notes.push_back({design.name, design.summary});
  return notes;
}

CertificatePress::CertificatePress(const PressOptions& options) : state_(std::make_unique<State>(options)) {}
CertificatePress::~CertificatePress() = default;

std::string CertificatePress::pdf(const Certificate& certificate) {
  return state_->print({&certificate}, {});
}

std::string CertificatePress::pack(const std::vector<Certificate>& certificates, std::string_view title) {
  if (certificates.empty()) throw std::invalid_argument("a pack needs at least one certificate, got none");
  std::vector<const Certificate*> all;
  all.reserve(certificates.size());
  for (const Certificate& certificate : certificates) all.push_back(&certificate);
  return state_->print(all, title);
}

std::string CertificatePress::png(const Certificate& certificate, double dpi) {
  if (!(dpi >= 36 && dpi <= 600)) {
    throw std::invalid_argument("dpi must be 36–600, got " + std::to_string(dpi));
  }
  const SheetBase sheet = state_->sheet(state_->kind_of(certificate));
  const double scale = dpi / 72;
  const auto pixels = [scale](double points) { return static_cast<int>(std::lround(points * scale)); };
  const Surface surface(cairo_image_surface_create(CAIRO_FORMAT_RGB24, pixels(state_->page.width),
                                                   pixels(state_->page.height)));
  {
    const Context context(cairo_create(surface.get()));
    // The last pixel is only in part page: paper to its edge.
    set_ink(context.get(), sheet.design.palette.paper);
    cairo_paint(context.get());
    cairo_scale(context.get(), scale, scale);
    const Words& words = state_->words(certificate);
    draw_base(context.get(), sheet);
    draw_certificate(context.get(), sheet, certificate, content_of(certificate, words, state_->borders),
                     words);
    require_ok(cairo_status(context.get()), "draw the certificate");
  }
  return make_png(surface.get());
}

std::vector<std::string> CertificatePress::take_missing_fonts() {
  return missing_fonts(state_->typesetter.take_missing_letters());
}

}  // namespace cupola::page
