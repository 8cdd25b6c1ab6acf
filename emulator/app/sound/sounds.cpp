#include "emulator/app/sound/sounds.hpp"

#include <SDL.h>

#include <vector>

namespace cupola::app {
namespace {

constexpr int kRate = 48000;
/// Opening takes longer than a cue: pictures that change every second keep the card.
constexpr double kLinger_s = 2;
/// A headset may be plugged in, but asking costs time.
constexpr double kRetry_s = 60;

}  // namespace

Sounds::~Sounds() { close_card(); }

bool Sounds::open_card(double now_s) {
  if (device_ != 0) return true;
  if (now_s < try_again_s_) return false;
  try_again_s_ = now_s + kRetry_s;
  if (SDL_InitSubSystem(SDL_INIT_AUDIO) != 0) return false;
  SDL_AudioSpec wanted{};
  wanted.freq = kRate;
  wanted.format = AUDIO_F32SYS;
  wanted.channels = 1;
  wanted.samples = 1024;
  device_ = SDL_OpenAudioDevice(nullptr, 0, &wanted, nullptr, 0);
  if (device_ == 0) {
    SDL_QuitSubSystem(SDL_INIT_AUDIO);
    return false;
  }
  try_again_s_ = 0;
  SDL_PauseAudioDevice(device_, 0);
  return true;
}

void Sounds::close_card() {
  if (device_ == 0) return;
  SDL_CloseAudioDevice(device_);
  SDL_QuitSubSystem(SDL_INIT_AUDIO);
  device_ = 0;
}

void Sounds::play(Cue cue, double now_s) {
  if (!gate_.passes(cue, now_s) || !open_card(now_s)) return;
  const std::vector<float> samples = tone(cue, kRate);
  SDL_QueueAudio(device_, samples.data(), static_cast<std::uint32_t>(samples.size() * sizeof(float)));
}

std::optional<double> Sounds::due_s() const {
  if (device_ == 0) return std::nullopt;
  return gate_.silent_at_s() + kLinger_s;
}

void Sounds::tick(double now_s) {
  if (const auto due = due_s(); due && now_s >= *due) close_card();
}

}  // namespace cupola::app
