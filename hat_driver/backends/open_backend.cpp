#include <cupola/hat/open_backend.hpp>
#include <cupola/hat/profile.hpp>

#include "hat_driver/backends/board.hpp"
#include "hat_driver/backends/find_emulator.hpp"
#include "hat_driver/backends/memory.hpp"
#include "hat_driver/backends/open_hardware.hpp"
#include "hat_driver/base/detached_process.hpp"
#include "hat_driver/board/named_board.hpp"

#include <charconv>
#include <cstdio>
#include <cstdlib>
#include <optional>
#include <stdexcept>
#include <string_view>
#include <system_error>
#include <utility>

namespace cupola::hat {
namespace {

std::string variable(const char* name) {
  const char* value = std::getenv(name);
  return value != nullptr ? value : "";
}

Profile profile_named(const std::string& name) {
  if (name.empty()) return Profile::Flight;
  const auto profile = parse_profile(name);
  if (!profile) throw std::invalid_argument("CUPOLA_PROFILE must be flight, retail-v2 or v1, got " + name);
  return *profile;
}

/// The two descriptors of `fd:N,M`.
std::optional<std::pair<int, int>> descriptors_of(std::string_view board) {
  constexpr std::string_view kPrefix = "fd:";
  if (!board.starts_with(kPrefix)) return std::nullopt;
  const char* const end = board.data() + board.size();
  std::pair<int, int> descriptors{-1, -1};
  const auto world = std::from_chars(board.data() + kPrefix.size(), end, descriptors.first);
  if (world.ec != std::errc{} || world.ptr == end || *world.ptr != ',') return std::nullopt;
  const auto program = std::from_chars(world.ptr + 1, end, descriptors.second);
  if (program.ec != std::errc{} || program.ptr != end) return std::nullopt;
  if (descriptors.first < 0 || descriptors.second < 0) return std::nullopt;
  return descriptors;
}

constexpr const char* kWithoutHat =
    "start the program with `cupola run`, or set SENSE_HAT_BACKEND=memory to try it without a HAT";

/// The original's words, which programs and their teachers look for; what helps stands on stderr.
[[noreturn]] void no_hat(const std::string& reason, const char* remedy = kWithoutHat) {
  std::fprintf(stderr, "sense_hat: %s: %s\n", reason.c_str(), remedy);
  throw std::system_error(ENODEV, std::generic_category(), "Cannot detect RPi-Sense FB device");
}

std::unique_ptr<Backend> open_board(int world_fd, int program_fd) {
  return std::make_unique<backends::BoardBackend>(board::ProgramSide::open(world_fd, program_fd));
}

std::unique_ptr<Backend> open_board(const board::BoardDescriptors& board) {
  return open_board(board.world.get(), board.program.get());
}

std::unique_ptr<Backend> open_hardware() {
  auto opened = backends::open_hardware(backends::hat_options_of_environment());
  if (opened.backend) return std::move(opened.backend);
  no_hat(opened.problem, opened.remedy.c_str());
}

/// What `auto` does where no board is: takes the HAT of this machine, if any part of one is there, else
/// starts the emulator, if somebody could see it.
std::unique_ptr<Backend> open_hardware_or_emulator(Waiting& waiting) {
  auto opened = backends::open_hardware(backends::hat_options_of_environment());
  if (opened.backend) return std::move(opened.backend);
  if (opened.in_use) no_hat(opened.problem, opened.remedy.c_str());
  if (!backends::display_named()) no_hat("no emulator is running and CUPOLA_BOARD names no board");
  const std::string name = backends::kEmulatorProgram;
  const auto emulator = backends::find_emulator();
  if (!emulator) no_hat("no emulator is running and no " + name + " is on PATH");
  std::fprintf(stderr, "sense_hat: no emulator is running: starting %s\n", emulator->c_str());
  try {
    base::start_detached({*emulator});
  } catch (const std::system_error& error) {
    no_hat(error.what());
  }
  if (const auto board = backends::wait_for_emulator(waiting)) return open_board(*board);
  no_hat(name + " was started but gave no board");
}

enum class WithoutBoard { Fail, LookFurther };

std::unique_ptr<Backend> open_board(const std::string& board, WithoutBoard otherwise, Waiting& waiting) {
  if (const auto descriptors = descriptors_of(board))
    return open_board(descriptors->first, descriptors->second);
  if (board.find_first_of(":,") != std::string::npos) {
    throw std::invalid_argument("CUPOLA_BOARD must be fd:N,M or the name of a board, got " + board);
  }
  const bool named = !board.empty();
  const auto found = board::find_board(board::board_folder(), named ? board : board::kDefaultBoardName);
  if (found) return open_board(*found);
  if (named) no_hat("no board named " + board + " is running");
  if (otherwise == WithoutBoard::LookFurther) return open_hardware_or_emulator(waiting);
  no_hat("no emulator is running and CUPOLA_BOARD names no board");
}

}  // namespace

BackendChoice choice_of_environment() {
  return {variable("SENSE_HAT_BACKEND"), variable("CUPOLA_BOARD"), variable("CUPOLA_PROFILE")};
}

std::unique_ptr<Backend> open_backend(const BackendChoice& choice, Waiting& waiting) {
  const std::string& kind = choice.backend;
  if (kind == "memory") return std::make_unique<backends::MemoryBackend>(profile_named(choice.profile));
  if (kind == "hardware") return open_hardware();
  if (!kind.empty() && kind != "auto" && kind != "board") {
    throw std::invalid_argument("SENSE_HAT_BACKEND must be auto, memory, board or hardware, got " + kind);
  }
  const auto otherwise = kind == "board" ? WithoutBoard::Fail : WithoutBoard::LookFurther;
  return open_board(choice.board, otherwise, waiting);
}

std::unique_ptr<Backend> open_backend(const BackendChoice& choice) {
  SystemWaiting waiting;
  return open_backend(choice, waiting);
}

}  // namespace cupola::hat
