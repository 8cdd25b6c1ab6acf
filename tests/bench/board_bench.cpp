// What a picture costs in C++: into the board, and into a file in memory by the calls of the original
// library.
#include "hat_driver/backends/board.hpp"
#include "hat_driver/base/unique_fd.hpp"
#include "hat_driver/board/board_watch.hpp"
#include "hat_driver/board/pages.hpp"
#include "hat_driver/board/program_side.hpp"

#include <cupola/hat/open_backend.hpp>
#include <cupola/hat/sense_hat.hpp>

#include <benchmark/benchmark.h>

#include <fcntl.h>
#include <unistd.h>

#include <atomic>
#include <chrono>
#include <cstdint>
#include <cstdlib>
#include <cstring>
#include <string>
#include <thread>

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

/// From the picture of another thread to the owner of the board, who slept, being awake.
void wake_the_owner(benchmark::State& state) {
  BoardHat on_board;
  board::BoardWatch watch(on_board.pages);
  std::atomic<bool> done = false;
  std::atomic<std::int64_t> drawn_ns = 0;
  std::thread program([&] {
    std::uint32_t answered = 0;
    while (!done) {
      const std::uint32_t ticket = on_board.pages.world().watch.ticket;
      if (ticket == 0 || ticket == answered) continue;
      answered = ticket;
      // Long enough for the owner to be asleep, not only on the way there.
      on_board.waiting.wait(std::chrono::microseconds(300));
      drawn_ns = on_board.waiting.now_ns();
      on_board.hat.clear();
    }
  });
  while (state.KeepRunning()) {
    watch.wait(std::chrono::seconds(1));
    state.SetIterationTime(static_cast<double>(on_board.waiting.now_ns() - drawn_ns) * 1e-9);
  }
  done = true;
  program.join();
}
BENCHMARK(wake_the_owner)->UseManualTime()->Iterations(500);

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
