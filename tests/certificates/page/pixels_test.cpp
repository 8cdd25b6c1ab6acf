#include "certificates/page/world_map.hpp"
#include "tests/certificates/page/sample_certificate.hpp"

#include <doctest/doctest.h>

#include <cmath>
#include <cstring>
#include <string>

using namespace cupola::page;
using cupola::page_test::sample_certificate;

namespace {

/// A PNG's pixels, read back through cairo.
class Pixels {
 public:
  explicit Pixels(std::string png) : png_(std::move(png)) {
    surface_.reset(cairo_image_surface_create_from_png_stream(read, this));
    REQUIRE(cairo_surface_status(surface_.get()) == CAIRO_STATUS_SUCCESS);
  }
  int width() const { return cairo_image_surface_get_width(surface_.get()); }
  int height() const { return cairo_image_surface_get_height(surface_.get()); }
  std::uint32_t at(int x, int y) const {
    const unsigned char* row =
        cairo_image_surface_get_data(surface_.get()) + y * cairo_image_surface_get_stride(surface_.get());
    std::uint32_t pixel = 0;
    std::memcpy(&pixel, row + 4 * x, sizeof pixel);
    return pixel & 0xffffffu;
  }

 private:
  static cairo_status_t read(void* self, unsigned char* data, unsigned length) {
    auto& pixels = *static_cast<Pixels*>(self);
    if (pixels.next_ + length > pixels.png_.size()) return CAIRO_STATUS_READ_ERROR;
    std::memcpy(data, pixels.png_.data() + pixels.next_, length);
    pixels.next_ += length;
    return CAIRO_STATUS_SUCCESS;
  }

  std::string png_;
  std::size_t next_ = 0;
  Surface surface_;
};

}  // namespace

TEST_CASE("a path over the map's edge leaves on one side and comes in on the other") {
  const MapFrame frame(Box{100, 50, 360, 120});
  const auto pieces =
      frame.pieces({{0, 178, 400}, {2, -178, 400}, {4, -172, 400}, {6, -168, 400}, {8, -164, 400}});
  REQUIRE(pieces.size() == 2);
  CHECK(pieces[0].back().x == doctest::Approx(460));
  CHECK(pieces[1].front().x == doctest::Approx(100));
  CHECK(pieces[0].back().y == doctest::Approx(pieces[1].front().y));
  for (const auto& piece : pieces) {
    for (std::size_t i = 1; i < piece.size(); ++i) CHECK(std::abs(piece[i].x - piece[i - 1].x) < 10);
  }
  CHECK(frame.pieces({}).empty());
}

TEST_CASE("a path over the date line draws no bar across the map") {
  CertificatePress press;
  Certificate certificate = sample_certificate();
  certificate.orbit_path.clear();
  Certificate crossing = certificate;
  // Along 40° S, where between 60° W and 140° E there is nothing but sea: a bar would be seen.
  for (double longitude = 176; longitude <= 250; longitude += 2) {
    crossing.orbit_path.push_back({-40, longitude > 180 ? longitude - 360 : longitude, 400});
  }
  const Pixels without(press.png(certificate, 72));
  const Pixels with(press.png(crossing, 72));
  int inside = 0;
  int bar = 0;
  for (int y = 300; y < 490; ++y) {
    for (int x = 240; x < 786; ++x) {
      if (without.at(x, y) == with.at(x, y)) continue;
      const bool near_edge = x < 385 || x > 720;
      ++(near_edge ? inside : bar);
    }
  }
  CHECK(inside > 200);
  CHECK(bar == 0);
}

TEST_CASE("nothing is drawn outside the frame in any design, even for the longest names") {
  Certificate certificate = sample_certificate();
  certificate.team.clear();
  for (int i = 0; i < 300; ++i) certificate.team += "W";
  certificate.members.assign(40, "Maximiliane Alexandrine");
  certificate.school = certificate.team;
  certificate.mission_name = certificate.team;
  certificate.below.name = certificate.below.phrase = certificate.team;
  certificate.code_text = certificate.team;
  for (const DesignNote& design : design_notes()) {
    CAPTURE(design.name);
    CertificatePress press({.design = std::string(design.name)});
    Certificate empty = sample_certificate();
    empty.team = std::string(1, 'A');
    const Pixels page(press.png(certificate, 72));
    const Pixels other(press.png(empty, 72));
    CHECK(page.width() == 842);
    CHECK(page.height() == 595);
    int outside = 0;
    for (int y = 0; y < page.height(); ++y) {
      for (int x = 0; x < page.width(); ++x) {
        const bool margin = x < 30 || y < 26 || x > 811 || y > 583;
        outside += margin && page.at(x, y) != other.at(x, y) ? 1 : 0;
      }
    }
    CHECK(outside == 0);
  }
}

TEST_CASE("a film without light leaves a dark board and not a hole") {
  CertificatePress press;
  Certificate dark = sample_certificate();
  dark.film = {};
  const Pixels page(press.png(dark, 72));
  CHECK(page.at(56, 300) == 0x0e1626u);
  CHECK(page.at(120, 440) != 0xffffffu);
}

TEST_CASE("a patch takes the emblem's place, and what is no PNG is refused") {
  CertificatePress plain;
  const std::string patch = plain.png(sample_certificate(), 36);
  CertificatePress press({.patch_png = patch});
  CHECK(press.png(sample_certificate(), 72) != plain.png(sample_certificate(), 72));
  CHECK_THROWS_AS(CertificatePress({.patch_png = patch.substr(0, 40)}), std::invalid_argument);
  CHECK_THROWS_AS(CertificatePress({.patch_png = "GIF89a"}), std::invalid_argument);
}

TEST_CASE("borders are drawn where they are wanted and nowhere else") {
  CertificatePress neutral;
  CertificatePress political({.borders = true});
  const Pixels without(neutral.png(sample_certificate(), 72));
  const Pixels with(political.png(sample_certificate(), 72));
  int changed = 0;
  for (int y = 290; y < 480; ++y) {
    for (int x = 240; x < 786; ++x) changed += without.at(x, y) != with.at(x, y) ? 1 : 0;
  }
  CHECK(changed > 300);
}
