#pragma once

#include <zip.h>

#include <memory>

namespace cupola::mission {

/// Forgets an archive without writing anything; bundles are closed by hand.
struct DiscardZip {
  void operator()(zip_t* archive) const { ::zip_discard(archive); }
};
using ZipArchive = std::unique_ptr<zip_t, DiscardZip>;

struct CloseZipFile {
  void operator()(zip_file_t* file) const { ::zip_fclose(file); }
};
using ZipFile = std::unique_ptr<zip_file_t, CloseZipFile>;

}  // namespace cupola::mission
