#include "emulator/app/window/sdl_window.hpp"

#include <SDL.h>
#include <imgui.h>
#include <imgui_impl_sdl2.h>
#include <imgui_impl_sdlrenderer2.h>
#include <imgui_internal.h>

#include <algorithm>
#include <cmath>
#include <filesystem>
#include <string_view>
#include <system_error>

namespace cupola::app {
namespace {

constexpr int kSmallestWidth = 640;
constexpr int kSmallestHeight = 480;
/// What a display that is not dense has.
constexpr float kOrdinaryDpi = 96;

[[noreturn]] void refuse(const char* what) {
  throw std::system_error(std::make_error_code(std::errc::no_such_device),
                          std::string(what) + ": " + SDL_GetError());
}

/// Whether the current OpenGL context is Mesa's stand-in for a graphics card: SDL's own software renderer
/// needs less of the processor, and keeps the last picture so that the LEDs alone can be drawn over it.
bool pretends_to_be_a_card() {
  constexpr unsigned kGlRenderer = 0x1f01;
  using GetString = const unsigned char* (*)(unsigned);
  const auto get_string = reinterpret_cast<GetString>(SDL_GL_GetProcAddress("glGetString"));
  const unsigned char* const name = get_string != nullptr ? get_string(kGlRenderer) : nullptr;
  if (name == nullptr) return false;
  const std::string_view text = reinterpret_cast<const char*>(name);
  return text.find("llvmpipe") != std::string_view::npos || text.find("softpipe") != std::string_view::npos;
}

/// Without one, asking for OpenGL would load Mesa and LLVM (80 MB) only to be told so.
bool has_card() {
  std::error_code error;
  return std::filesystem::exists("/dev/dri", error) || std::filesystem::exists("/dev/nvidia0", error);
}

SDL_Renderer* make_renderer(SDL_Window* window) {
  const bool asked_for = SDL_GetHint(SDL_HINT_RENDER_DRIVER) != nullptr;
  if (asked_for || has_card()) {
    SDL_Renderer* const first = SDL_CreateRenderer(window, -1, SDL_RENDERER_PRESENTVSYNC);
    if (first != nullptr && (asked_for || !pretends_to_be_a_card())) return first;
    if (first != nullptr) SDL_DestroyRenderer(first);
  }
  return SDL_CreateRenderer(window, -1, SDL_RENDERER_SOFTWARE);
}

}  // namespace

SdlWindow::SdlWindow(const std::string& title, const WindowPlace& place) {
  SDL_SetHint(SDL_HINT_VIDEO_X11_NET_WM_BYPASS_COMPOSITOR, "0");
  SDL_SetHint(SDL_HINT_APP_NAME, "Cupola");
  // SDL would otherwise draw the software renderer's picture through OpenGL.
  SDL_SetHint(SDL_HINT_FRAMEBUFFER_ACCELERATION, "0");
  // Ctrl+C in the terminal is main's to handle.
  SDL_SetHint(SDL_HINT_NO_SIGNAL_HANDLERS, "1");
  if (SDL_Init(SDL_INIT_VIDEO) != 0) refuse("open the display");
  std::uint32_t flags = SDL_WINDOW_RESIZABLE | SDL_WINDOW_ALLOW_HIGHDPI;
  if (place.maximized) flags |= SDL_WINDOW_MAXIMIZED;
  window_ =
      SDL_CreateWindow(title.c_str(), SDL_WINDOWPOS_UNDEFINED, SDL_WINDOWPOS_UNDEFINED,
                       std::max(place.width, kSmallestWidth), std::max(place.height, kSmallestHeight), flags);
  if (window_ == nullptr) {
    SDL_Quit();
    refuse("open a window");
  }
  SDL_SetWindowMinimumSize(window_, kSmallestWidth, kSmallestHeight);
  renderer_ = make_renderer(window_);
  if (renderer_ == nullptr) {
    SDL_DestroyWindow(window_);
    SDL_Quit();
    refuse("draw in the window");
  }
  SDL_RendererInfo info;
  if (SDL_GetRendererInfo(renderer_, &info) == 0) renderer_name_ = info.name;
  wake_event_ = SDL_RegisterEvents(1);
  context_ = ImGui::CreateContext();
  ImGuiIO& io = ImGui::GetIO();
  io.IniFilename = nullptr;
  io.LogFilename = nullptr;
  io.ConfigFlags |= ImGuiConfigFlags_NavEnableKeyboard;
  ImGui_ImplSDL2_InitForSDLRenderer(window_, renderer_);
  ImGui_ImplSDLRenderer2_Init(renderer_);
}

SdlWindow::~SdlWindow() {
  ImGui_ImplSDLRenderer2_Shutdown();
  ImGui_ImplSDL2_Shutdown();
  ImGui::DestroyContext(context_);
  SDL_DestroyRenderer(renderer_);
  SDL_DestroyWindow(window_);
  SDL_Quit();
}

WindowPlace SdlWindow::place() const {
  WindowPlace place;
  SDL_GetWindowSize(window_, &place.width, &place.height);
  place.maximized = (SDL_GetWindowFlags(window_) & SDL_WINDOW_MAXIMIZED) != 0;
  return place;
}

float SdlWindow::display_scale() const {
  int width = 0;
  int pixels = 0;
  SDL_GetWindowSize(window_, &width, nullptr);
  SDL_GetRendererOutputSize(renderer_, &pixels, nullptr);
  if (width > 0 && pixels > width)
    return 1;  // the desktop scales: window units are larger than pixels already
  float dpi = kOrdinaryDpi;
  if (SDL_GetDisplayDPI(std::max(0, SDL_GetWindowDisplayIndex(window_)), nullptr, &dpi, nullptr) != 0)
    return 1;
  // Displays lie about their size; only what cannot be a mistake counts.
  constexpr float kDense = 1.4F;
  return dpi / kOrdinaryDpi < kDense ? 1 : std::min(3.0F, std::round(dpi / kOrdinaryDpi * 4) / 4);
}

bool SdlWindow::hidden() const {
  return (SDL_GetWindowFlags(window_) & (SDL_WINDOW_MINIMIZED | SDL_WINDOW_HIDDEN)) != 0;
}

void SdlWindow::set_title(const std::string& title) { SDL_SetWindowTitle(window_, title.c_str()); }

void SdlWindow::raise() {
  SDL_RestoreWindow(window_);
  SDL_RaiseWindow(window_);
}

void SdlWindow::take(const SDL_Event& event, Events& events) {
  if (event.type == wake_event_) {
    events.woken = true;
    return;
  }
  events.any = true;
  ImGui_ImplSDL2_ProcessEvent(&event);
  if (event.type == SDL_QUIT) events.quit = true;
  if (event.type == SDL_WINDOWEVENT && event.window.event == SDL_WINDOWEVENT_DISPLAY_CHANGED)
    events.rescaled = true;
  if (event.type == SDL_DROPFILE && event.drop.file != nullptr) {
    events.dropped.emplace_back(event.drop.file);
    SDL_free(event.drop.file);
  }
}

SdlWindow::Events SdlWindow::wait(int timeout_ms) {
  Events events;
  SDL_Event event;
  const bool first = timeout_ms < 0    ? SDL_WaitEvent(&event) != 0
                     : timeout_ms == 0 ? SDL_PollEvent(&event) != 0
                                       : SDL_WaitEventTimeout(&event, timeout_ms) != 0;
  if (!first) return events;
  do {
    take(event, events);
  } while (SDL_PollEvent(&event) != 0);
  return events;
}

void SdlWindow::wake() {
  SDL_Event event{};
  event.type = wake_event_;
  SDL_PushEvent(&event);
}

bool SdlWindow::input_waits() const { return !context_->InputEventsQueue.empty(); }

void SdlWindow::begin_frame() {
  ImGui_ImplSDLRenderer2_NewFrame();
  ImGui_ImplSDL2_NewFrame();
  ImGui::NewFrame();
}

void SdlWindow::end_frame(std::uint32_t ground) {
  ImGui::Render();
  const ImGuiIO& io = ImGui::GetIO();
  SDL_RenderSetScale(renderer_, io.DisplayFramebufferScale.x, io.DisplayFramebufferScale.y);
  const auto channel = [&](unsigned shift) { return static_cast<std::uint8_t>(ground >> shift & 0xffU); };
  SDL_SetRenderDrawColor(renderer_, channel(0), channel(8), channel(16), 255);
  SDL_RenderClear(renderer_);
  ImGui_ImplSDLRenderer2_RenderDrawData(ImGui::GetDrawData());
  SDL_RenderPresent(renderer_);
}

void SdlWindow::fonts_changed() { ImGui_ImplSDLRenderer2_DestroyFontsTexture(); }

void SdlWindow::draw_over(const std::function<void(SDL_Renderer*)>& draw) {
  SDL_RenderSetClipRect(renderer_, nullptr);
  SDL_RenderSetViewport(renderer_, nullptr);
  draw(renderer_);
  SDL_RenderPresent(renderer_);
}

}  // namespace cupola::app
