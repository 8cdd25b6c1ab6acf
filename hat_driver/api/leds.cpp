#include "hat_driver/api/rotation.hpp"

#include <cupola/hat/sense_hat.hpp>

#include <algorithm>
#include <stdexcept>
#include <string>

namespace cupola::hat {
namespace {

std::size_t index_of(int x, int y, int rotation) {
  if (x > 7 || x < 0) throw std::invalid_argument("X position must be between 0 and 7");
  if (y > 7 || y < 0) throw std::invalid_argument("Y position must be between 0 and 7");
  return api::physical_index(static_cast<std::size_t>(x), static_cast<std::size_t>(y), rotation);
}

constexpr bool is_lit(Color colour) { return colour != Color{}; }

}  // namespace

SenseHat::SenseHat(Backend& backend, Waiting& waiting)
    : backend_(backend), waiting_(waiting), stick_(backend, waiting) {
  if (colour_chip(backend.profile())) colour_.emplace(backend, waiting);
}

bool SenseHat::has_claimed(Claim claim) const { return (claimed_ & static_cast<std::uint32_t>(claim)) != 0; }

void SenseHat::claim(Claim claim) {
  if (has_claimed(claim)) return;
  claimed_ |= static_cast<std::uint32_t>(claim);
  backend_.claim(claim);
}

void SenseHat::draw(std::span<const Color, kPixelCount> pixels) {
  if (!has_claimed(Claim::LedsUsed) && std::any_of(pixels.begin(), pixels.end(), is_lit)) {
    claim(Claim::LedsUsed);
  }
  backend_.set_frame(api::to_frame(pixels, rotation_));
}

void SenseHat::set_rotation(int degrees, Redraw redraw) {
  if (!api::is_rotation(degrees)) throw std::invalid_argument("Rotation must be 0, 90, 180 or 270 degrees");
  const Pixels upright = get_pixels();
  rotation_ = degrees;
  if (redraw == Redraw::Yes) draw(upright);
}

Pixels SenseHat::get_pixels() const { return api::from_frame(backend_.frame(), rotation_); }

void SenseHat::set_pixels(std::span<const Color> pixels) {
  if (pixels.size() != kPixelCount) throw std::invalid_argument("Pixel lists must have 64 elements");
  draw(pixels.first<kPixelCount>());
}

Color SenseHat::get_pixel(int x, int y) const {
  const std::size_t at = index_of(x, y, rotation_);
  return from_rgb565(backend_.frame().pixels[at]);
}

void SenseHat::set_pixel(int x, int y, Color colour) {
  const std::size_t at = index_of(x, y, rotation_);
  Frame frame = backend_.frame();
  frame.pixels[at] = to_rgb565(colour);
  if (is_lit(colour)) claim(Claim::LedsUsed);
  backend_.set_frame(frame);
}

void SenseHat::clear(Color colour) {
  Frame frame;
  frame.pixels.fill(to_rgb565(colour));  // the same however it is turned
  if (is_lit(colour)) claim(Claim::LedsUsed);
  backend_.set_frame(frame);
}

Pixels SenseHat::flip_h(Redraw redraw) {
  const Pixels flipped = api::flipped_h(get_pixels());
  if (redraw == Redraw::Yes) draw(flipped);
  return flipped;
}

Pixels SenseHat::flip_v(Redraw redraw) {
  const Pixels flipped = api::flipped_v(get_pixels());
  if (redraw == Redraw::Yes) draw(flipped);
  return flipped;
}

void SenseHat::show_columns(std::span<const Column, kSide> columns, TextColours colours) {
  Pixels pixels;
  for (std::size_t y = 0; y < kSide; ++y) {
    for (std::size_t x = 0; x < kSide; ++x) {
      pixels[y * kSide + x] = ((columns[x] >> y) & 1) != 0 ? colours.text : colours.back;
    }
  }
  draw(pixels);
}

void SenseHat::show_letter(char32_t character, TextColours colours) {
  show_columns(letter_columns(character, font_), colours);
}

void SenseHat::show_message(std::string_view text, std::chrono::nanoseconds scroll_speed,
                            TextColours colours) {
  if (scroll_speed < scroll_speed.zero()) throw std::invalid_argument("scroll_speed must not be negative");
  const auto columns = message_columns(decode_utf8(text), font_);
  backend_.note_text(text);
  for (std::size_t k = 0; k < message_frames(columns); ++k) {
    show_columns(std::span(columns).subspan(k).first<kSide>(), colours);
    waiting_.wait(scroll_speed);
  }
}

ScrollingMessage SenseHat::scroll_message(std::string_view text, std::chrono::nanoseconds scroll_speed,
                                          TextColours colours) {
  if (scroll_speed < scroll_speed.zero()) throw std::invalid_argument("scroll_speed must not be negative");
  backend_.note_text(text);
  return {*this, waiting_, message_columns(decode_utf8(text), font_), scroll_speed, colours};
}

void SenseHat::set_gamma(const GammaTable& table) {
  if (std::any_of(table.begin(), table.end(), [](std::uint8_t value) { return value > 31; })) {
    throw std::invalid_argument("Gamma values must be bewteen 0 and 31");
  }
  backend_.set_gamma(table);
}

}  // namespace cupola::hat
