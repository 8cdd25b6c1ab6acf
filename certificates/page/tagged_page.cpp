#include "certificates/page/tagged_page.hpp"

#include "certificates/page/canvas.hpp"

#include <fmt/format.h>

#include <utility>

namespace cupola::page {
namespace {

/// Cairo finds what was attached to a context by the address of this.
constexpr cairo_user_data_key_t kPageKey{};

}  // namespace

void attach_page(cairo_t* context, TaggedPage& page) {
  require_ok(cairo_set_user_data(context, &kPageKey, &page, nullptr), "begin the page");
  attach_drawing(context, &page.drawing);
}

TaggedPage* page_of(cairo_t* context) {
  return static_cast<TaggedPage*>(cairo_get_user_data(context, &kPageKey));
}

Picture::Picture(cairo_t* context, std::string words) : page_(page_of(context)) {
  if (page_ == nullptr) return;
  page_->drawing.add(fmt::format("/Figure << /MCID {} >> BDC\n", page_->marks.size()));
  page_->marks.push_back({"Figure", std::move(words), {}});
}

Picture::~Picture() {
  if (page_ != nullptr) page_->drawing.add("EMC\n");
}

Decoration::Decoration(cairo_t* context) : page_(page_of(context)) {
  if (page_ != nullptr) page_->drawing.add("/Artifact BMC\n");
}

Decoration::~Decoration() {
  if (page_ != nullptr) page_->drawing.add("EMC\n");
}

Role::Role(cairo_t* context, const char* role) : page_(page_of(context)) {
  if (page_ != nullptr) before_ = std::exchange(page_->role, role);
}

Role::~Role() {
  if (page_ != nullptr) page_->role = before_;
}

}  // namespace cupola::page
