#pragma once

#include <string_view>

namespace cupola::mail {

/// words.json, compiled in.
std::string_view words_data();

}  // namespace cupola::mail
