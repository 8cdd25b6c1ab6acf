#pragma once

#include <span>

namespace cupola::geo {

/// certificates/data/world.bin as compiled into the library; its format is in certificates/data/README.md.
std::span<const unsigned char> world_data();

}  // namespace cupola::geo
