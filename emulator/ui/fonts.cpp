#include "emulator/ui/fonts.hpp"

#include <imgui.h>
#include <imgui_freetype.h>

#include <array>
#include <cmath>
#include <filesystem>
#include <initializer_list>

namespace cupola::ui {
namespace {

constexpr const char* kInter = "/usr/share/fonts/opentype/inter/Inter-Regular.otf";
constexpr const char* kInterStrong = "/usr/share/fonts/opentype/inter/Inter-SemiBold.otf";
constexpr const char* kMono = "/usr/share/fonts/truetype/jetbrains-mono/JetBrainsMono-Regular.ttf";
constexpr const char* kDejaVu = "/usr/share/fonts/truetype/dejavu/DejaVuSans.ttf";
constexpr const char* kDejaVuStrong = "/usr/share/fonts/truetype/dejavu/DejaVuSans-Bold.ttf";
constexpr const char* kDejaVuMono = "/usr/share/fonts/truetype/dejavu/DejaVuSansMono.ttf";

// The atlas keeps these pointers until it is built, so they outlive every call.
constexpr std::array<ImWchar, 13> kText{0x20,  0x17f,  0x218,  0x21b,  0x370,  0x3ff, 0x400,
                                        0x52f, 0x1e9e, 0x1e9e, 0x2010, 0x20ac, 0};
constexpr std::array<ImWchar, 9> kShapes{0x2190, 0x21ff, 0x2300, 0x23ff, 0x25a0, 0x26ff, 0x2713, 0x2718, 0};

bool there(const char* path) {
  std::error_code error;
  return std::filesystem::is_regular_file(path, error);
}

/// The first of `paths` that exists; notes the best if that is missing.
const char* first_of(std::initializer_list<const char*> paths, std::vector<std::string>& missing) {
  if (!there(*paths.begin())) missing.emplace_back(*paths.begin());
  for (const char* path : paths) {
    if (there(path)) return path;
  }
  return nullptr;
}

ImFont* add(const char* path, float size_px, const ImWchar* ranges, bool merge = false) {
  ImFontAtlas& atlas = *ImGui::GetIO().Fonts;
  ImFontConfig config;
  config.MergeMode = merge;
  config.FontBuilderFlags = ImGuiFreeTypeBuilderFlags_LightHinting;
  config.SizePixels = size_px;
  if (path == nullptr) return merge ? nullptr : atlas.AddFontDefault(&config);
  return atlas.AddFontFromFileTTF(path, size_px, &config, ranges);
}

}  // namespace

std::vector<std::string> load_fonts(Fonts& fonts, float scale) {
  std::vector<std::string> missing;
  ImFontAtlas& atlas = *ImGui::GetIO().Fonts;
  atlas.Clear();
  // Its height stays a power of two: only then are places in it exact as fractions, and the software renderer
  // does not cut a row of pixels off the letters.
  const float body_px = std::round(kBodyPx * scale);
  const char* const shapes = first_of({kDejaVu}, missing);
  const char* const strong = first_of({kInterStrong, kDejaVuStrong, kDejaVu}, missing);
  const auto with_shapes = [&](const char* path, float size_px) {
    ImFont* const font = add(path, size_px, kText.data());
    if (shapes != nullptr && path != nullptr) add(shapes, size_px, kShapes.data(), true);
    return font;
  };
  fonts.body = with_shapes(first_of({kInter, kDejaVu}, missing), body_px);
  fonts.strong = with_shapes(strong, body_px);
  fonts.code = with_shapes(first_of({kMono, kDejaVuMono}, missing), body_px);
  fonts.large = add(strong, std::round(body_px * 1.7F), kText.data());
  atlas.Build();
  return missing;
}

}  // namespace cupola::ui
