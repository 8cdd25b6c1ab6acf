#pragma once

#include "certificates/geo/atlas.hpp"
#include "certificates/orbit/element_set.hpp"
#include "certificates/orbit/frames.hpp"
#include "certificates/orbit/ut1_table.hpp"
#include "certificates/page/certificate.hpp"
#include "certificates/page/flight_log.hpp"

#include <cstddef>
#include <filesystem>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

// Runs threads: `issue` draws with several presses at once.

namespace cupola::page {

/// Builds the certificate of one flown entry: orbit around the middle of its run, what lies below, its film.
/// Throws std::runtime_error or std::invalid_argument in one line if there is no position (decayed orbit), or
/// the film is missing, damaged, or not the one the journal names.
Certificate make_certificate(const mission::Mission& mission, const mission::Entry& entry,
                             const FlownRun& run, const orbit::ElementSet& elements, const geo::Atlas& atlas,
                             const orbit::EarthOrientation& earth = {});

/// The certificate of an entry that did not fly: who took part, and why it stayed on Earth. `when` stands in
/// the file as the day it was made for.
Certificate make_participation(const mission::Mission& mission, const mission::Entry& entry, Reason reason,
                               std::chrono::sys_time<std::chrono::nanoseconds> when);

/// Whose certificates are also put together in one PDF.
enum class Packs {
  None,
  Mentor,  ///< by the mentor's address, else mentor's name and school, else school
  School,
};

struct IssueRequest {
  std::filesystem::path mission;
  std::vector<std::filesystem::path> logs;
  std::vector<orbit::ElementSet> elements;  ///< of the ISS; must not be empty
  std::vector<std::string> entries;         ///< ids; empty: every entry that deserves one
  orbit::Ut1Table ut1 = {};                 ///< empty: UT1 = UTC
  bool participation = false;  ///< also for entries that did not fly, or whose run did not end normally
  Packs packs = Packs::None;
  unsigned threads = 1;
  double png_dpi = 0;    ///< 0: no PNG
  std::string language;  ///< BCP 47; empty: each entry's own
  PressOptions press;    ///< the patch is read from the mission's patch.png if it has one
};

/// One certificate's files.
struct IssuedPage {
  std::string_view id;
  std::string pdf;
  std::string png;  ///< empty if none was asked for
  bool participation = false;
};

/// Several certificates in one PDF.
struct IssuedPack {
  std::vector<std::string> entries;  ///< their ids, in the order of the pages
  std::string pdf;
};

struct IssueReport {
  std::size_t made = 0;            ///< of entries that flew
  std::size_t participations = 0;  ///< of others
  std::size_t packs = 0;
  std::size_t without = 0;    ///< entries that flew but whose run did not end normally
  std::size_t not_flown = 0;  ///< entries without a completed run
  std::map<std::string, std::uint16_t> reissued = {};  ///< by entry: the edition that counts from now on
  bool sealed = false;                ///< the mission has keys, and every certificate has its code
  std::vector<std::string> problems;  ///< one line for every log or entry that could not be used
  std::vector<std::string> warnings;  ///< one line each: programs changed since, element sets too old
};

/// Where `issue` hands its work over. All are called from the worker threads, `keep` and `keep_pack` from
/// several at once; what these throw ends everything and comes out of `issue`.
struct IssueSink {
  std::function<void(const IssuedPage&)> keep;
  std::function<void(std::size_t done, std::size_t total)> progress;  ///< may be empty; one call at a time
  std::function<void(const IssuedPack&)> keep_pack = {};              ///< needed for packs only
};

/// Makes the certificates of a mission's flown entries, sealed if the mission has keys (and then under its
/// lock), in the order received when `threads` is 1. A log or an entry that cannot be used is a problem in
/// the report and costs only itself. Throws mission::BadInput for a mission that cannot be read,
/// std::invalid_argument without element sets.
IssueReport issue(const IssueRequest& request, const IssueSink& sink);

}  // namespace cupola::page
