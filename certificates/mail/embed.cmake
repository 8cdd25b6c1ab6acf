# cmake -DINPUT=words.json -DOUTPUT=words_data.cpp -P embed.cmake
# Writes the bytes of INPUT as a C++ source that defines cupola::mail::words_data().
file(READ "${INPUT}" bytes HEX)
string(REGEX REPLACE "(................................)" "\\1\n" bytes "${bytes}")
string(REGEX REPLACE "([0-9a-f][0-9a-f])" "'\\\\x\\1'," bytes "${bytes}")
file(WRITE "${OUTPUT}.new" "// Made by embed.cmake.
#include \"certificates/mail/words_data.hpp\"

namespace cupola::mail {
namespace {
constexpr char kBytes[] = {
${bytes}
};
}  // namespace
std::string_view words_data() { return {kBytes, sizeof kBytes}; }
}  // namespace cupola::mail
")
file(RENAME "${OUTPUT}.new" "${OUTPUT}")
