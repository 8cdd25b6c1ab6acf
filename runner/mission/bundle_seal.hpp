#pragma once

#include "runner/record/ed25519.hpp"

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace cupola::mission {

// What ends a bundle's file (docs/bundle.md): its signature, if there is a key, and the SHA-256 of every byte
// before. It is the comment of the ZIP archive, so that everything which reads ZIP files still does.

/// How many bytes it has.
std::size_t seal_length(const record::SigningKey* key);

/// Adds it to the bytes of an archive that ends where its comment begins.
void append_seal(std::string& bytes, const record::SigningKey* key);

/// Throws BadInput "NAME: what is wrong" unless every byte is as it was packed, and as it was signed if there
/// is a signature; gives the key that signed.
std::optional<record::PublicKey> check_seal(std::string_view bytes, const std::string& name);

}  // namespace cupola::mission
