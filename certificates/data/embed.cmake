# cmake -DINPUT=world.bin -DOUTPUT=world_data.cpp -P embed.cmake
# Writes the bytes of INPUT as a C++ source that defines cupola::geo::world_data(): no linker magic, so that
# emscripten and every other compiler can build it.
file(READ "${INPUT}" bytes HEX)
string(REGEX REPLACE "(................................)" "\\1\n" bytes "${bytes}")
string(REGEX REPLACE "([0-9a-f][0-9a-f])" "0x\\1," bytes "${bytes}")
get_filename_component(name "${INPUT}" NAME)
file(WRITE "${OUTPUT}.new" "// Made from ${name} by embed.cmake.
#include \"certificates/geo/world_data.hpp\"

namespace cupola::geo {
namespace {
constexpr unsigned char kBytes[] = {
${bytes}
};
}  // namespace
std::span<const unsigned char> world_data() { return kBytes; }
}  // namespace cupola::geo
")
file(RENAME "${OUTPUT}.new" "${OUTPUT}")
