#include "emulator/picture/film.hpp"

#include "tests/emulator/picture/films.hpp"

#include <doctest/doctest.h>

using namespace cupola::picture;
using cupola::hat::kDefaultGamma;
using cupola::tests::dot_frame;
using cupola::tests::plain_frame;

namespace {

constexpr std::uint64_t kMs = 1'000'000;
constexpr std::uint64_t kSecond = 1'000 * kMs;

}  // namespace

TEST_CASE("stamps that go back are taken as the latest one") {
  FilmRecorder recorder;
  recorder.add(500 * kMs, plain_frame(1));
  recorder.add(100 * kMs, plain_frame(2));
  recorder.add(600 * kMs, plain_frame(3));
  const Film film = recorder.finish(kSecond, 3, kDefaultGamma);
  REQUIRE(film.frames.size() == 2);
  CHECK(film.frames[0] == FilmFrame{500, plain_frame(2)});
  CHECK(film.frames[1] == FilmFrame{600, plain_frame(3)});
}

TEST_CASE("pictures stamped after the end are moved to it and the last one wins") {
  FilmRecorder recorder;
  recorder.add(0, plain_frame(1));
  recorder.add(5 * kSecond, plain_frame(2));
  recorder.add(~std::uint64_t{0}, plain_frame(3));
  const Film film = recorder.finish(kSecond, 3, kDefaultGamma);
  REQUIRE(film.frames.size() == 2);
  CHECK(film.frames[1] == FilmFrame{1000, plain_frame(3)});
}

TEST_CASE("a picture moved to the end that equals the one before it is not kept again") {
  FilmRecorder recorder;
  recorder.add(0, plain_frame(1));
  recorder.add(2 * kSecond, plain_frame(2));
  recorder.add(3 * kSecond, plain_frame(1));
  CHECK(recorder.finish(kSecond, 3, kDefaultGamma).frames == std::vector{FilmFrame{0, plain_frame(1)}});
}

TEST_CASE("gamma levels that no driver takes are cut to 31") {
  cupola::hat::GammaTable wild = kDefaultGamma;
  wild[3] = 255;
  FilmRecorder recorder;
  const Film film = recorder.finish(kSecond, 0, wild);
  CHECK(film.gamma[3] == 31);
  CHECK_NOTHROW(encode_film(film));
}

TEST_CASE("a run without a picture is an empty film of its length") {
  FilmRecorder recorder;
  const Film film = recorder.finish(30 * kSecond, 0, kDefaultGamma);
  CHECK(film.frames.empty());
  CHECK(film.duration_ms == 30'000);
}

TEST_CASE("of pictures within 1/57 s the last one wins at the time of the first") {
  FilmRecorder recorder;
  recorder.add(100 * kMs, plain_frame(1));
  recorder.add(105 * kMs, plain_frame(2));
  recorder.add(117 * kMs, plain_frame(3));
  recorder.add(118 * kMs, plain_frame(4));
  const Film film = recorder.finish(kSecond, 4, kDefaultGamma);
  REQUIRE(film.frames.size() == 2);
  CHECK(film.frames[0] == FilmFrame{100, plain_frame(3)});
  CHECK(film.frames[1] == FilmFrame{118, plain_frame(4)});
  CHECK(film.total_updates == 4);
}

TEST_CASE("equal pictures are merged and open no slot") {
  FilmRecorder recorder;
  recorder.add(0, plain_frame(1));
  recorder.add(500 * kMs, plain_frame(1));
  recorder.add(510 * kMs, plain_frame(2));
  const Film film = recorder.finish(kSecond, 3, kDefaultGamma);
  REQUIRE(film.frames.size() == 2);
  CHECK(film.frames[1] == FilmFrame{510, plain_frame(2)});
}

TEST_CASE("a flicker shorter than 1/57 s that comes back is no picture") {
  FilmRecorder recorder;
  recorder.add(0, plain_frame(1));
  recorder.add(100 * kMs, plain_frame(0));
  recorder.add(103 * kMs, plain_frame(1));
  CHECK(recorder.finish(kSecond, 3, kDefaultGamma).frames.size() == 1);
}

TEST_CASE("100 000 pictures a second leave at most 57 and the last of all") {
  FilmRecorder recorder;
  for (std::uint64_t i = 0; i < 100'000; ++i)
    recorder.add(i * 10'000, plain_frame(static_cast<std::uint16_t>(i % 60'000)));
  const Film film = recorder.finish(kSecond, 100'000, kDefaultGamma);
  CHECK(film.frames.size() <= 57);
  CHECK(film.frames.size() >= 56);
  CHECK(film.frames.back().frame == plain_frame(99'999 % 60'000));
}

TEST_CASE("a finished recorder starts afresh") {
  FilmRecorder recorder;
  recorder.add(20 * kSecond, plain_frame(1));
  recorder.finish(30 * kSecond, 1, kDefaultGamma);
  recorder.add(kMs, dot_frame(5));
  const Film second = recorder.finish(kSecond, 1, kDefaultGamma);
  CHECK(second.frames == std::vector{FilmFrame{1, dot_frame(5)}});
}
