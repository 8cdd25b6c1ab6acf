#pragma once

#include "certificates/geo/atlas.hpp"
#include "certificates/orbit/geodetic.hpp"
#include "certificates/page/places.hpp"
#include "certificates/seal/page_seal.hpp"
#include "certificates/seal/pdf_signature.hpp"
#include "emulator/picture/film.hpp"

#include <chrono>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace cupola::page {

/// Why an entry did not fly, told kindly.
enum class Reason { Error, Limit, Refused, NotFlown };

/// Which element set the positions are from.
struct ElementNote {
  std::chrono::sys_time<std::chrono::nanoseconds> epoch;
  double age_days = 0;  ///< distance from the run, never negative
  double error_km = 0;  ///< to expect at that age
};

/// Everything one certificate shows. Plain data: the caller has worked out the orbit and read the mission.
struct Certificate {
  std::string id;
  std::string team;
  std::vector<std::string> members;  ///< may be empty
  std::string school;                ///< may be empty
  std::string mission_name;
  std::string language = "en";          ///< one of Words::languages()
  std::string country;                  ///< ISO 3166 alpha-2, for numbers and dates; may be empty
  std::string timezone;                 ///< IANA, for the school's local time; may be empty
  std::optional<Reason> participation;  ///< set: did not fly, and nothing below but `code` is shown
  std::chrono::sys_time<std::chrono::nanoseconds> start;
  std::chrono::sys_time<std::chrono::nanoseconds> end;
  /// False: no disciplined clock ever vouched for start and end, and the page says so.
  bool clock_synchronised = true;
  bool simulated = true;     ///< says "Simulated flight" in the heading
  orbit::Geodetic position;  ///< at the middle of the run, drawn as the red marker
  double speed_km_s = 0;     ///< along the orbit; 0: not told
  geo::Below below;          ///< the position
  std::optional<NearPlace> near;
  std::vector<orbit::Geodetic> orbit_path;  ///< before, during and after the run, in order of time: grey
  std::vector<orbit::Geodetic> flown_path;  ///< during the run
  ElementNote elements;
  picture::Film film;
  std::string code;              ///< what the QR code says; empty: none
  std::string code_text;         ///< the same for people, printed small; may be empty
  seal::NameHashes name_hashes;  ///< for the seal; not shown
};

enum class Paper { A4, Letter };

/// A design as `PressOptions` takes it, and what it is in one line.
struct DesignNote {
  std::string_view name;
  std::string_view summary;
};
/// All of them; the first is taken without a choice.
std::vector<DesignNote> design_notes();

/// How a press makes its certificates.
struct PressOptions {
  std::string design = {};  ///< of `design_notes()`; empty: the first
  Paper paper = Paper::A4;
  bool borders = false;        ///< country borders as they are in practice; else none
  std::string patch_png = {};  ///< bytes of the mission's patch; empty: the emblem
  /// Names to come (valid UTF-8), for speed alone: their letters are made ready at once. The pages are the
  /// same.
  std::string names = {};
  /// Seals every page that has a code; null: none is. Must outlive the press.
  const record::SigningKey* seal_key = nullptr;
  /// Signs the files as PDF readers understand it; null: does not. Must outlive the press.
  const seal::PdfSigner* pdf_signer = nullptr;
};

/// Draws certificates, A4 or Letter landscape. Make one and use it for many: it keeps the base map and the
/// fonts. Not thread-safe; one per thread.
class CertificatePress {
 public:
  /// Throws std::invalid_argument for an unknown design or a patch that is no PNG.
  explicit CertificatePress(const PressOptions& options = {});
  CertificatePress(const CertificatePress&) = delete;
  CertificatePress& operator=(const CertificatePress&) = delete;
  ~CertificatePress();

  /// The bytes of a one-page PDF, fonts embedded. Throws std::runtime_error if cairo fails.
  std::string pdf(const Certificate& certificate);
  /// All of them in one PDF, a page each, that share map and fonts; at least one. `title` is the document's.
  std::string pack(const std::vector<Certificate>& certificates, std::string_view title);
  /// The same page as PNG bytes at `dpi` dots per inch (36–600).
  std::string png(const Certificate& certificate, double dpi);

  /// One line for each script that the pages since the last call needed and no installed font has, with the
  /// Debian package that has it.
  std::vector<std::string> take_missing_fonts();

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace cupola::page
