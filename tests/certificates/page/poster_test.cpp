#include "certificates/page/poster.hpp"
#include "certificates/page/poster_draw.hpp"
#include "tests/certificates/page/flown_mission.hpp"
#include "tests/certificates/page/tools.hpp"

#include <doctest/doctest.h>

#include <stdexcept>

using namespace cupola;
using cupola::page_test::PdfFile;
using cupola::record::Verdict;

namespace {

using namespace std::chrono_literals;

bool contains(const std::string& text, std::string_view part) { return text.find(part) != std::string::npos; }

/// A flight of `count` runs all around the world.
page::Flight flight_of(std::size_t count) {
  page::Flight flight;
  flight.mission_name = "First Light 2018";
  flight.start = page_test::kStart;
  flight.end = flight.start + 30s * count;
  flight.revolutions = static_cast<double>(count) / 185;
  for (std::size_t i = 0; i < count; ++i) {
    page::PosterMark mark{.start = flight.start + 30s * i, .position = {}, .team = "Team", .lights = {}};
    mark.position = {static_cast<double>(i % 103) - 51, static_cast<double>(i * 37 % 360) - 180, 410};
    mark.lights.fill({static_cast<std::uint8_t>(i % 256), 90, static_cast<std::uint8_t>(255 - i % 256)});
    flight.marks.push_back(mark);
  }
  return flight;
}

std::uint32_t number_at(const std::string& bytes, std::size_t at) {
  std::uint32_t value = 0;
  for (std::size_t i = 0; i < 4; ++i) value = value << 8 | static_cast<std::uint8_t>(bytes.at(at + i));
  return value;
}

}  // namespace

TEST_CASE("a poster no printer or screen has is refused, and one of no flight") {
  CHECK_THROWS_AS(page::poster_png(flight_of(3), 639), std::invalid_argument);
  CHECK_THROWS_AS(page::poster_png(flight_of(3), 16'001), std::invalid_argument);
  CHECK_THROWS_AS(page::write_time_lapse(page::Flight{}, [](std::string_view) {}), std::invalid_argument);
  page_test::Flight flown;
  flown.header();
  std::vector<std::string> problems;
  const page::FlightRequest request{
      .mission = flown.mission.folder, .logs = flown.request.logs, .elements = flown.request.elements};
  CHECK_THROWS_AS(page::read_flight(request, problems), mission::BadInput);
}

TEST_CASE("every completed run is on the poster, in the order flown; a damaged film costs only its picture") {
  page_test::Flight flown;
  flown.header();
  flown.flown("dot", Verdict::Finished, 1);
  flown.flown("ada", Verdict::Error, 2);
  flown.flown("bob", Verdict::Interrupted, 3);
  flown.flown("cyd", Verdict::CutAtLimit, 4);
  base::write_whole_file(flown.request.logs.front() / "films" / "cyd.4.film", "no film");
  std::vector<std::string> problems;
  const page::Flight flight = page::read_flight(
      {.mission = flown.mission.folder, .logs = flown.request.logs, .elements = flown.request.elements},
      problems);
  REQUIRE(flight.marks.size() == 3);
  CHECK(flight.marks.at(0).team == "Team dot");
  CHECK(flight.marks.at(1).team == "Team ada");
  CHECK(flight.marks.at(2).team == "Team cyd");
  REQUIRE(problems.size() == 1);
  CHECK(contains(problems.front(), "cyd: "));
  CHECK(flight.simulated);
  CHECK(flight.end - flight.start == 3min + 10s);
  CHECK(flight.revolutions == doctest::Approx(190 / (92.7 * 60)).epsilon(0.01));
  CHECK(flight.marks.at(0).lights.at(9).red > 200);
  CHECK_FALSE(flight.around.empty());
}

TEST_CASE("the poster is one sound page of its paper, with the words of its language") {
  page::Flight flight = flight_of(13);
  flight.language = "de";
  const std::string pdf = page::poster_pdf(flight, page::PosterPaper::A1);
  CHECK(page::poster_pdf(flight, page::PosterPaper::A1) == pdf);
  const PdfFile file(pdf);
  CHECK_NOTHROW(file.ask("qpdf --check"));
  CHECK(contains(file.ask("pdfinfo"), "2383.94 x 1683.78 pts (A1)"));
  for (const char* words : {"First Light 2018", "Simulierter Flug", "Mal um die Erde", "1. Februar 2018"})
    CHECK(contains(file.text(), words));
}

TEST_CASE("a poster can be heard: title, language, a heading and words for its two pictures") {
  page::Flight flight = flight_of(13);
  flight.language = "de";
  const PdfFile file(page::poster_pdf(flight, page::PosterPaper::A2));
  const std::string facts = file.ask("pdfinfo");
  CHECK(contains(facts, "Title:           First Light 2018"));
  CHECK(contains(facts, "Tagged:          yes"));
  const std::string parts = file.ask("pdfinfo -struct-text");
  CHECK(contains(parts, "H1"));
  CHECK(contains(parts, "First Light 2018"));
  const std::string plain = file.ask("qpdf --qdf --object-streams=disable", "-");
  CHECK(contains(plain, "/Lang (de)"));
  CHECK(contains(plain, "/Alt (First Light 2018"));
  CHECK(contains(plain, "Programme: 13"));
}

TEST_CASE("seventeen thousand runs make a poster of a few megabytes") {
  const std::string pdf = page::poster_pdf(flight_of(17'000), page::PosterPaper::A2);
  CHECK(pdf.size() < 6'000'000);
  CHECK_NOTHROW(PdfFile(pdf).ask("qpdf --check"));
}

TEST_CASE("tiles fill their room and leave nobody out") {
  const page::Box room{10, 20, 1556, 250};
  for (const std::size_t count : {1ul, 2ul, 13ul, 60ul, 181ul, 1771ul, 17'000ul}) {
    CAPTURE(count);
    const page::Tiles tiles = page::tiles_for(room, count, 150);
    CHECK(tiles.side > 0);
    for (const std::size_t index : {std::size_t{0}, count / 2, count - 1}) {
      const page::Box box = tiles.box_of(room, index, count);
      CHECK(box.x >= room.x - 0.01);
      CHECK(box.right() <= room.right() + 0.01);
      CHECK(box.y >= room.y - 0.01);
      CHECK(box.bottom() <= room.bottom() + 0.01);
    }
  }
}

TEST_CASE(
    "the time-lapse is an animated PNG whose chunks are whole, with a frame for every run of a small "
    "flight") {
  std::string bytes;
  page::write_time_lapse(flight_of(5), [&](std::string_view part) { bytes += part; });
  CHECK(bytes.starts_with("\x89PNG"));
  std::size_t at = 8;
  std::size_t frames = 0;
  std::uint32_t sequence = 0;
  std::string last;
  while (at < bytes.size()) {
    const std::uint32_t size = number_at(bytes, at);
    last = bytes.substr(at + 4, 4);
    if (last == "acTL") CHECK(number_at(bytes, at + 8) == 5);
    if (last == "fcTL" || last == "fdAT") CHECK(number_at(bytes, at + 8) == sequence++);
    if (last == "fcTL") ++frames;
    at += 12 + size;
  }
  CHECK(at == bytes.size());
  CHECK(last == "IEND");
  CHECK(frames == 5);
}
