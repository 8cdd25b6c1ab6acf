#include <cupola/hat/open_backend.hpp>
#include <cupola/hat/profile.hpp>

#include "hat_driver/backends/memory.hpp"

#include <cstdio>
#include <cstdlib>
#include <stdexcept>
#include <system_error>

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

/// The original's words, which programs and their teachers look for; what helps stands on stderr.
[[noreturn]] void no_hat(const char* remedy) {
  std::fprintf(stderr, "sense_hat: %s\n", remedy);
  throw std::system_error(ENODEV, std::generic_category(), "Cannot detect RPi-Sense FB device");
}

}  // namespace

BackendChoice choice_of_environment() {
  return {variable("SENSE_HAT_BACKEND"), variable("CUPOLA_BOARD"), variable("CUPOLA_PROFILE")};
}

std::unique_ptr<Backend> open_backend(const BackendChoice& choice) {
  const std::string& kind = choice.backend;
  if (kind == "memory") return std::make_unique<backends::MemoryBackend>(profile_named(choice.profile));
  if (kind == "hardware")
    no_hat("no Sense HAT can be driven directly from here; SENSE_HAT_BACKEND=memory works without one");
  if (!kind.empty() && kind != "auto" && kind != "board") {
    throw std::invalid_argument("SENSE_HAT_BACKEND must be auto, memory, board or hardware, got " + kind);
  }
  no_hat(
      "no board was given in CUPOLA_BOARD; start the program with `cupola run`, or set "
      "SENSE_HAT_BACKEND=memory");
}

}  // namespace cupola::hat
