#include "emulator/ui/canvas.hpp"

#include <SDL.h>
#include <imgui_impl_sdlrenderer2.h>

#include <string>
#include <system_error>

namespace cupola::ui {
namespace {

[[noreturn]] void refuse(const char* what) {
  throw std::system_error(std::make_error_code(std::errc::not_enough_memory),
                          std::string(what) + ": " + SDL_GetError());
}

}  // namespace

Canvas::Canvas(int width, int height) : width_(width), height_(height) {
  surface_ = SDL_CreateRGBSurfaceWithFormat(0, width, height, 32, SDL_PIXELFORMAT_ARGB8888);
  if (surface_ == nullptr) refuse("make a picture in memory");
  renderer_ = SDL_CreateSoftwareRenderer(surface_);
  if (renderer_ == nullptr) {
    SDL_FreeSurface(surface_);
    refuse("draw into memory");
  }
  context_ = ImGui::CreateContext();
  ImGui::SetCurrentContext(context_);  // another canvas may be alive, and would stay the current one
  ImGuiIO& io = ImGui::GetIO();
  io.IniFilename = nullptr;
  io.LogFilename = nullptr;
  io.ConfigFlags |= ImGuiConfigFlags_NavEnableKeyboard;
  io.ConfigInputTextCursorBlink = false;
  ImGui_ImplSDLRenderer2_Init(renderer_);
}

Canvas::~Canvas() {
  ImGuiContext* const other = ImGui::GetCurrentContext();
  ImGui::SetCurrentContext(context_);
  ImGui_ImplSDLRenderer2_Shutdown();
  ImGui::DestroyContext(context_);
  if (other != context_) ImGui::SetCurrentContext(other);
  SDL_DestroyRenderer(renderer_);
  SDL_FreeSurface(surface_);
}

void Canvas::make_current() const { ImGui::SetCurrentContext(context_); }

void Canvas::begin_frame(float elapsed_s) {
  make_current();
  ImGuiIO& io = ImGui::GetIO();
  io.DisplaySize = {static_cast<float>(width_), static_cast<float>(height_)};
  io.DeltaTime = elapsed_s;
  ImGui_ImplSDLRenderer2_NewFrame();
  ImGui::NewFrame();
}

void Canvas::end_frame(std::uint32_t ground) {
  ImGui::Render();
  const auto channel = [&](unsigned shift) { return static_cast<std::uint8_t>(ground >> shift & 0xffU); };
  SDL_SetRenderDrawColor(renderer_, channel(0), channel(8), channel(16), 255);
  SDL_RenderClear(renderer_);
  ImGui_ImplSDLRenderer2_RenderDrawData(ImGui::GetDrawData());
  SDL_RenderFlush(renderer_);
}

CanvasPixels Canvas::pixels() const {
  CanvasPixels result{static_cast<std::size_t>(width_), static_cast<std::size_t>(height_), {}};
  result.rgb.resize(result.width * result.height * 3);
  if (SDL_RenderReadPixels(renderer_, nullptr, SDL_PIXELFORMAT_RGB24, result.rgb.data(), width_ * 3) != 0) {
    refuse("read the picture");
  }
  return result;
}

void Canvas::fonts_changed() {
  make_current();
  ImGui_ImplSDLRenderer2_DestroyFontsTexture();
}

}  // namespace cupola::ui
