#pragma once

#include "certificates/orbit/geodetic.hpp"
#include "emulator/picture/film.hpp"

#include <chrono>
#include <memory>
#include <string>
#include <vector>

namespace cupola::page {

/// Everything one certificate shows. Plain data: the caller has worked out the orbit and read the mission.
struct Certificate {
  std::string id;
  std::string team;
  std::vector<std::string> members;  ///< may be empty
  std::string school;                ///< may be empty
  std::string mission_name;
  std::chrono::sys_time<std::chrono::nanoseconds> start;
  std::chrono::sys_time<std::chrono::nanoseconds> end;
  bool simulated = true;                    ///< says "Simulated flight" in the heading
  orbit::Geodetic position;                 ///< at the middle of the run, drawn as the red marker
  std::string below;                        ///< "the South Pacific Ocean", "Brazil"
  std::vector<orbit::Geodetic> orbit_path;  ///< before, during and after the run, in order of time: grey
  std::vector<orbit::Geodetic> flown_path;  ///< during the run
  std::string element_set;                  ///< "epoch 2018-02-01T22:18:16Z, 0.5 days from the run"
  picture::Film film;
};

/// Draws certificates. Make one and use it for many: it keeps the base map and the fonts.
/// Not thread-safe; one per thread.
class CertificatePress {
 public:
  CertificatePress();
  CertificatePress(const CertificatePress&) = delete;
  CertificatePress& operator=(const CertificatePress&) = delete;
  ~CertificatePress();

  /// The bytes of a one-page PDF, A4 landscape, fonts embedded. Throws std::runtime_error if cairo fails.
  std::string pdf(const Certificate& certificate);
  /// The same page as PNG bytes at `dpi` dots per inch (36–600).
  std::string png(const Certificate& certificate, double dpi);

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace cupola::page
