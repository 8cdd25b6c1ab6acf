#include "certificates/page/certificate.hpp"

#include "certificates/page/clean_text.hpp"
#include "certificates/page/missing_fonts.hpp"
#include "certificates/page/pdf_join.hpp"
#include "certificates/page/sheet.hpp"
#include "certificates/page/transcript.hpp"
#include "certificates/seal/page_digest.hpp"

#include <cairo-pdf.h>
#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <cmath>
#include <cstdlib>
#include <cstring>
#include <map>
#include <optional>
#include <stdexcept>
#include <utility>

namespace cupola::page {
namespace {

cairo_status_t append(void* closure, const unsigned char* data, unsigned length) {
  static_cast<std::string*>(closure)->append(reinterpret_cast<const char*>(data), length);
  return CAIRO_STATUS_SUCCESS;
}

cairo_status_t take(void* closure, unsigned char* data, unsigned length) {
  auto& rest = *static_cast<std::string_view*>(closure);
  if (rest.size() < length) return CAIRO_STATUS_READ_ERROR;
  std::memcpy(data, rest.data(), length);
  rest.remove_prefix(length);
  return CAIRO_STATUS_SUCCESS;
}

Surface read_patch(std::string_view png) {
  if (png.empty()) return nullptr;
  Surface patch(cairo_image_surface_create_from_png_stream(take, &png));
  if (const cairo_status_t status = cairo_surface_status(patch.get()); status != CAIRO_STATUS_SUCCESS) {
    throw std::invalid_argument(std::string("the mission's patch is no PNG: ") +
                                cairo_status_to_string(status));
  }
  return patch;
}

struct PdfFacts {
  std::string title;
  std::string created;  ///< "2018-02-01T09:00:00Z"
};

/// A PDF of what `draw(context, page number)` draws, without the metadata that would tell two runs apart.
template <class Draw>
std::string make_pdf(const Box& page, std::size_t pages, const PdfFacts& facts, const Draw& draw) {
  std::string bytes;
  const Surface surface(cairo_pdf_surface_create_for_stream(append, &bytes, page.width, page.height));
  cairo_pdf_surface_set_metadata(surface.get(), CAIRO_PDF_METADATA_CREATE_DATE, facts.created.c_str());
  cairo_pdf_surface_set_metadata(surface.get(), CAIRO_PDF_METADATA_TITLE, facts.title.c_str());
  for (std::size_t i = 0; i < pages; ++i) {
    const Context context(cairo_create(surface.get()));
    draw(context.get(), i);
    cairo_show_page(context.get());
    require_ok(cairo_status(context.get()), "draw the certificate");
  }
  cairo_surface_finish(surface.get());
  require_ok(cairo_surface_status(surface.get()), "write the PDF");
  return bytes;
}

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
  explicit State(const PressOptions& options)
      : design(chosen_design(options.design)),
        page(page_of(options.paper)),
        slots(design.slots(page)),
        borders(options.borders),
        seal_key(options.seal_key),
        pdf_signer(options.pdf_signer),
        patch(read_patch(options.patch_png)) {}

  SheetBase sheet() const {
    return {.design = design,
            .page = page,
            .slots = slots,
            .atlas = atlas,
            .land = land,
            .typesetter = typesetter,
            .patch = patch.get(),
            .borders = borders};
  }
  const PdfBase& base() {
    if (!compiled) {
      compiled = std::make_unique<PdfBase>(
          make_pdf(page, 1, {}, [&](cairo_t* context, std::size_t) { draw_base(context, sheet()); }));
    }
    return *compiled;
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
    std::vector<Transcript> pages(certificates.size());
    const auto draw = [&](cairo_t* context, std::size_t i) {
      const Certificate& certificate = *certificates[i];
      attach_transcript(context, pages[i]);
      draw_certificate(context, sheet(), certificate, contents[i], words(certificate));
    };
    const std::string pdf =
        make_pdf(page, pages.size(), {.title = name, .created = moment_words(created)}, draw);
    const std::string& language = words(*certificates.front()).language();
    std::string whole = base().under(pdf, pages, language, sealing(certificates, contents));
    return pdf_signer == nullptr ? whole : pdf_signer->sign(whole, created);
  }
  /// Seals the pages of one document, whose base is hashed for the first of all documents only.
  FinishPage sealing(const std::vector<const Certificate*>& certificates,
                     const std::vector<Content>& contents) {
    if (seal_key == nullptr) return {};
    return [this, &certificates, &contents, digester = seal::PageDigester()](
               QPDF& document, const QPDFObjectHandle& drawn, const QPDFObjectHandle& lowest,
               std::size_t number) mutable {
      if (certificates[number]->code.empty()) return;
      if (!base_digest) base_digest = seal::PageDigester().object(lowest);
      digester.know(lowest, *base_digest);
      seal::seal_page(document, drawn, seal_facts(*certificates[number], contents[number]), *seal_key,
                      digester);
    };
  }

  const Design& design;
  Box page;
  Slots slots;
  bool borders = false;
  const record::SigningKey* seal_key = nullptr;
  const seal::PdfSigner* pdf_signer = nullptr;
  std::optional<seal::Digest> base_digest;
  Surface patch;
  geo::Atlas atlas = geo::Atlas::built_in();
  GlobeLand land{atlas, std::max(10.0, slots.globe.width / 2)};
  Typesetter typesetter;
  std::map<std::pair<std::string, std::string>, std::unique_ptr<Words>> dictionaries;
  std::unique_ptr<PdfBase> compiled;
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
  const double scale = dpi / 72;
  const auto pixels = [scale](double points) { return static_cast<int>(std::lround(points * scale)); };
  const Surface surface(cairo_image_surface_create(CAIRO_FORMAT_RGB24, pixels(state_->page.width),
                                                   pixels(state_->page.height)));
  {
    const Context context(cairo_create(surface.get()));
    // The last pixel is only in part page: paper to its edge.
    set_ink(context.get(), state_->design.palette.paper);
    cairo_paint(context.get());
    cairo_scale(context.get(), scale, scale);
    const Words& words = state_->words(certificate);
    draw_base(context.get(), state_->sheet());
    draw_certificate(context.get(), state_->sheet(), certificate,
                     content_of(certificate, words, state_->borders), words);
    require_ok(cairo_status(context.get()), "draw the certificate");
  }
  std::string bytes;
  require_ok(cairo_surface_write_to_png_stream(surface.get(), append, &bytes), "write the PNG");
  return bytes;
}

std::vector<std::string> CertificatePress::take_missing_fonts() {
  return missing_fonts(state_->typesetter.take_missing_letters());
}

}  // namespace cupola::page
