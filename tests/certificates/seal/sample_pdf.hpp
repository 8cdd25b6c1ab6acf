#pragma once

#include "certificates/seal/page_seal.hpp"

#include <functional>
#include <string>
#include <utility>
#include <vector>

class QPDF;
class QPDFObjectHandle;

namespace cupola::seal_test {

/// A one-page PDF that says these texts, each in a mark of its own, in one font with a ToUnicode map of
/// ASCII.
std::string make_pdf(const std::vector<std::string>& texts);
/// The PDF with its page sealed.
std::string sealed(const std::string& pdf, const seal::PageFacts& facts, const record::SigningKey& key);
/// The PDF after `change` had its hands on it, saved anew (streams packed otherwise, objects renumbered).
using Change = std::function<void(QPDF& document, QPDFObjectHandle& page)>;
std::string changed(const std::string& pdf, const Change& change);
/// Changes for `changed`.
Change replace_in_content(std::string from, std::string to);
Change replace_in_metadata(std::string from, std::string to);
Change add_content(std::string content);
Change add_annotation(std::string dictionary);
/// One annotation many times: a stream that unpacks to this many bytes, with this dictionary.
Change add_stream_as_annotation(std::string dictionary, std::size_t bytes, int times);
Change remove_metadata();
Change save_only();
/// A page whose content unpacks to this many bytes.
std::string pdf_bomb(std::size_t bytes);
/// The pages of all, in one document.
std::string joined(const std::vector<std::string>& pdfs);

}  // namespace cupola::seal_test
