#pragma once

#include <cupola/hat/sense_hat.hpp>

#include <cstddef>
#include <filesystem>
#include <optional>
#include <span>
#include <vector>

namespace cupola::hat {

/// A picture of any size: width × height colours, row by row from the top.
struct Image {
  std::size_t width = 0;
  std::size_t height = 0;
  std::vector<Color> pixels;
};

/// Decodes a PNG, JPEG, BMP or GIF (its first picture), at most 8192 pixels wide and high; transparency is
/// dropped, grey becomes equal channels. Nothing for anything else.
std::optional<Image> decode_image(std::span<const std::byte> file);

/// Reads a picture file and shows it; gives back its pixels as they are in the file. Throws std::system_error
/// for a file that cannot be read, std::invalid_argument for one that is no picture or, to be drawn, has not
/// 64 pixels.
Image load_image(SenseHat& hat, const std::filesystem::path& path, Redraw redraw = Redraw::Yes);

}  // namespace cupola::hat
