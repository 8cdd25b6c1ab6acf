#include "certificates/page/transcript.hpp"

#include "certificates/page/canvas.hpp"
#include "certificates/page/pdf_drawing.hpp"

#include <utility>

namespace cupola::page {
namespace {

/// Cairo finds what was attached to a context by the address of this.
constexpr cairo_user_data_key_t kTranscriptKey{};

}  // namespace

void attach_transcript(cairo_t* context, Transcript& transcript) {
  require_ok(cairo_set_user_data(context, &kTranscriptKey, &transcript, nullptr),
             "mark the texts of the page");
}

Transcript* transcript_of(cairo_t* context) {
  return static_cast<Transcript*>(cairo_get_user_data(context, &kTranscriptKey));
}

Picture::Picture(cairo_t* context, std::string words)
    : context_(context), transcript_(transcript_of(context)), words_(std::move(words)) {
  if (transcript_ == nullptr) return;
  drawing_ = std::make_unique<PdfDrawing>();
  attach_drawing(context, drawing_.get());
  transcript_->marks.push_back({});
  cairo_tag_begin(context, "Figure", nullptr);
}

Picture::~Picture() {
  if (transcript_ == nullptr) return;
  cairo_tag_end(context_, "Figure");
  attach_drawing(context_, nullptr);
  transcript_->pictures.push_back({std::move(words_), drawing_->operators(), drawing_->opacities()});
}

Role::Role(cairo_t* context, const char* role) : transcript_(transcript_of(context)) {
  if (transcript_ != nullptr) before_ = std::exchange(transcript_->role, role);
}

Role::~Role() {
  if (transcript_ != nullptr) transcript_->role = before_;
}

}  // namespace cupola::page
