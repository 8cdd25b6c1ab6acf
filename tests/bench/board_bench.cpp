// What a picture costs in C++: into the board, and into a file in memory by the calls of the original
// library.
#include "hat_driver/backends/board.hpp"
#include "hat_driver/base/unique_fd.hpp"
#include "hat_driver/board/pages.hpp"
#include "hat_driver/board/program_side.hpp"

#include <cupola/hat/open_backend.hpp>
#include <cupola/hat/sense_hat.hpp>

#include <benchmark/benchmark.h>

#include <fcntl.h>
#include <unistd.h>

#include <cstdint>
#include <cstdlib>
#include <cstring>
#include <string>

namespace {

using namespace cupola;

hat::Pixels rainbow() {
  hat::Pixels pixels;
  std::uint8_t level = 0;
  for (hat::Color& pixel : pixels) {
    pixel = {level, static_cast<std::uint8_t>(255 - level), 128};
    level = static_cast<std::uint8_t>(level + 4);
  }
  return pixels;
}

/// A HAT on a fresh board, as a program opens it.
struct BoardHat {
  board::BoardPages pages = board::BoardPages::create(hat::Profile::Flight);
  backends::BoardBackend backend{board::ProgramSide::open(pages.world_fd(), pages.program_fd())};
  hat::SystemWaiting waiting;
  hat::SenseHat hat{backend, waiting};
};

void set_pixels_into_the_board(benchmark::State& state) {
  BoardHat on_board;
  const hat::Pixels pixels = rainbow();
  while (state.KeepRunning()) on_board.hat.set_pixels(pixels);
}
BENCHMARK(set_pixels_into_the_board);

void clear_the_board(benchmark::State& state) {
  BoardHat on_board;
  while (state.KeepRunning()) on_board.hat.clear();
}
BENCHMARK(clear_the_board);

void get_pixels_from_the_board(benchmark::State& state) {
  BoardHat on_board;
  on_board.hat.set_pixels(rainbow());
  while (state.KeepRunning()) benchmark::DoNotOptimize(on_board.hat.get_pixels());
}
BENCHMARK(get_pixels_from_the_board);

/// The clock is read once for each picture; this is the part of it that nobody can make faster.
void read_the_clock(benchmark::State& state) {
  hat::SystemWaiting waiting;
  while (state.KeepRunning()) benchmark::DoNotOptimize(waiting.now_ns());
}
BENCHMARK(read_the_clock);

/// Open, 64 times seek and write of two bytes, close.
void old_access_pattern(benchmark::State& state) {
  std::string path = "/dev/shm/cupola-bench-XXXXXX";
  const base::UniqueFd owner(::mkstemp(path.data()));
  const hat::Pixels pixels = rainbow();
  while (state.KeepRunning()) {
    const base::UniqueFd file(::open(path.c_str(), O_RDWR | O_CLOEXEC));
    off_t at = 0;
    for (const hat::Color pixel : pixels) {
      const std::uint16_t value = hat::to_rgb565(pixel);
      ::lseek(file.get(), at, SEEK_SET);
      if (::write(file.get(), &value, sizeof value) < 0) state.SkipWithError("cannot write to /dev/shm");
      at += 2;
    }
  }
  ::unlink(path.c_str());
}
BENCHMARK(old_access_pattern);

}  // namespace
