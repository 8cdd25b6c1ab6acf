#pragma once

#include "runner/mission/mission.hpp"

#include <chrono>
#include <memory>
#include <optional>
#include <string>

namespace cupola::seal {

/// Signs whole PDF files, so that any PDF reader can tell that no byte was changed (PAdES: a CMS signature
/// with CAdES attributes, ETSI.CAdES.detached, ISO 32000-2 section 12.8.3.4). RSA-3072 with SHA-256: equal
/// files give equal signatures. Not thread-safe; one per thread.
class PdfSigner {
 public:
  /// The mission's signer; nothing if `seal init --certificate` never made one. Throws std::invalid_argument
  /// naming the file that is missing or damaged, or whose key does not belong to the certificate, or that
  /// others may read.
  static std::optional<PdfSigner> load(const mission::Mission& mission);
  PdfSigner(PdfSigner&& other) noexcept;
  PdfSigner& operator=(PdfSigner&&) = delete;
  PdfSigner(const PdfSigner&) = delete;
  PdfSigner& operator=(const PdfSigner&) = delete;
  ~PdfSigner();

  /// The same document with an invisible signature field. `when` is the time that the signature claims.
  /// Throws std::runtime_error if `pdf` cannot be read or OpenSSL fails.
  std::string sign(const std::string& pdf, std::chrono::sys_seconds when) const;

 private:
  struct State;
  explicit PdfSigner(std::unique_ptr<State> state);
  std::unique_ptr<State> state_;
};

/// Makes MISSION/keys/pdf-signature.key and the self-signed pdf-signature.crt (PEM); false if they are there
/// already, which leaves them alone. Throws std::system_error.
bool make_pdf_signer(const mission::Mission& mission);

}  // namespace cupola::seal
