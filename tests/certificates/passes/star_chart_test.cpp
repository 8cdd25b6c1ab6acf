#include "certificates/passes/star_chart.hpp"
#include "certificates/orbit/tle.hpp"
#include "certificates/passes/chart_sky.hpp"
#include "hat_driver/base/utc.hpp"
#include "tests/certificates/page/tools.hpp"

#include <doctest/doctest.h>

#include <string>

using namespace cupola;

namespace {

const orbit::Orbit& iss() {
  static const orbit::Orbit kOrbit = *orbit::Orbit::from(
      *orbit::read_tle("1 25544U 98067A   22021.68747065 -.00000457  00000-0  00000+0 0  9996",
                       "2 25544  51.6270 342.0904 0006847  44.2808  14.3181 15.49598315322461"));
  return kOrbit;
}

constexpr orbit::Geodetic kZurich{47.3744, 8.5410, 0};

const orbit::Pass& evening_pass() {
  static const orbit::Pass kPass = [] {
    using namespace std::chrono;
    const orbit::Time from = sys_days{year{2022} / 1 / 21} + 17h;
    return orbit::find_passes(iss(), orbit::Observer{kZurich}, from, from + 2h).passes.at(0);
  }();
  return kPass;
}

std::string time_of_day(orbit::Time time) { return base::format_utc(time).substr(11, 8); }

passes::ChartRequest request() {
  return {.orbit = iss(),
          .pass = evening_pass(),
          .place = kZurich,
          .headline = "The ISS rises in the south-west",
          .satellite = "the ISS",
          .place_name = "47.37° N, 8.54° E",
          .date = "Friday 21 January 2022",
          .zone = "UTC",
          .source = "Worked out from the element set of 2022-01-21 UTC.",
          .clock = time_of_day};
}

}  // namespace

TEST_CASE("refuses a resolution that no picture has") {
  const passes::ChartPress press;
  CHECK_THROWS_AS(press.png(request(), 10), std::invalid_argument);
  CHECK_THROWS_AS(press.png(request(), 1e6), std::invalid_argument);
}

TEST_CASE("the disc has the zenith in its middle, north up and east to the left") {
  const auto at = [](double azimuth, double elevation) { return passes::on_disc({azimuth, elevation}); };
  CHECK(at(123, 90).x == doctest::Approx(passes::kDiscX));
  CHECK(at(0, 0).y == doctest::Approx(passes::kDiscY - passes::kDiscRadius));
  CHECK(at(90, 0).x == doctest::Approx(passes::kDiscX - passes::kDiscRadius));
  CHECK(at(180, 45).y == doctest::Approx(passes::kDiscY + passes::kDiscRadius / 2));
}

TEST_CASE("the PDF is whole, says when and where to look, and has the sky's names") {
  const passes::ChartPress press;
  const page_test::PdfFile pdf{press.pdf(request())};
  CHECK(pdf.ask("qpdf --check").find("No syntax or stream encoding errors") != std::string::npos);
  const std::string text = pdf.text();
  for (const char* word : {"The ISS rises in", "18:02:20", "18:05", "overhead", "Magnitude", "Orion",
                           "Polaris", "Jupiter", "Ursa Major", "NE"}) {
    CAPTURE(word);
    CHECK(text.find(word) != std::string::npos);
  }
  CHECK(press.pdf(request()) == press.pdf(request()));
}

TEST_CASE("the picture is a PNG of the page's size") {
  const passes::ChartPress press;
  const std::string png = press.png(request(), 72);
  REQUIRE(png.size() > 10'000);
  CHECK(png.substr(1, 3) == "PNG");
  const auto size = [&](std::size_t at) {
    return static_cast<unsigned char>(png[at + 2]) * 256 + static_cast<unsigned char>(png[at + 3]);
  };
  CHECK(size(16) == 842);
  CHECK(size(20) == 595);
}
