#pragma once

#include <string>
#include <string_view>
#include <vector>

class QPDFObjectHandle;

namespace cupola::seal {

/// The words of each marked text of a page (/P << /MCID n >>) as a reader of the PDF gets them: from
/// /ActualText where there is one, else from the glyphs by their font's ToUnicode map; white space left out,
/// because programs that save a PDF anew may set it otherwise. Index n is MCID n; UTF-8. Words outside of any
/// mark come last, if there are any. Damaged parts of a page give fewer words, never an exception, except
/// std::runtime_error for a page that unpacks to far too much.
std::vector<std::string> page_texts(const QPDFObjectHandle& page);

/// `text` without its white space (that of ASCII and U+00A0), as `page_texts` gives it.
std::string without_space(std::string_view text);

}  // namespace cupola::seal
