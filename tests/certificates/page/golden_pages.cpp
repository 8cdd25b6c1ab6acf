// golden_pages FOLDER: the certificates whose looks golden_test.py compares, and some that lack a part of
// them.

#include "hat_driver/base/whole_file.hpp"
#include "tests/certificates/page/sample_flights.hpp"

#include <fmt/format.h>

#include <filesystem>
#include <functional>
#include <iostream>
#include <map>
#include <string>

namespace {

using namespace cupola;
using namespace std::chrono;

page::Certificate sample() {
  page::Certificate certificate = page_test::flight_at(sys_days{2018y / February / 1} + 10h + 22min);
  certificate.code = certificate.code_text =
      "cupola:"
      "IMAQB7UBFQJPHK2M4YAACAAAAFQVBUG2HMAAA5FVAAC4XPX75UPOKCL2MVZG6LJSGAYTQBDHOIWTDWS3JYTNCOOY7PVESDSQRCVLII"
      "FK";
  return certificate;
}

/// In the first design: what must be told from the whole one.
const std::map<std::string, std::function<void(page::Certificate&)>>& breakages() {
  using page::Certificate;
  static const std::map<std::string, std::function<void(Certificate&)>> parts{
      {"lights", [](Certificate& it) { it.film = {}; }},
      {"code", [](Certificate& it) { it.code.clear(); }},
      {"marker", [](Certificate& it) { it.position.longitude_deg += 90; }},
      {"orbit", [](Certificate& it) { it.orbit_path.clear(); }},
      {"team", [](Certificate& it) { it.team.clear(); }},
      {"members", [](Certificate& it) { it.members.clear(); }},
      {"school", [](Certificate& it) { it.school.clear(); }},
      {"local-time", [](Certificate& it) { it.timezone.clear(); }}};
  return parts;
}

void draw(const std::filesystem::path& file, const std::string& design,
          const page::Certificate& certificate) {
  page::CertificatePress press({.design = design});
  base::write_whole_file(file, press.pdf(certificate));
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 2) {
    std::cerr << "usage: golden_pages FOLDER\n";
    return 2;
  }
  const std::filesystem::path folder = argv[1];
  std::filesystem::create_directories(folder / "broken");
  for (const page::DesignNote& design : page::design_notes()) {
    const std::string name(design.name);
    draw(folder / fmt::format("page-{}.pdf", name), name, sample());
  }
  page::Certificate stayed = sample();
  stayed.participation = page::Reason::Error;
  draw(folder / "page-participation.pdf", {}, stayed);
  for (const auto& [part, take_away] : breakages()) {
    page::Certificate broken = sample();
    take_away(broken);
    draw(folder / "broken" / fmt::format("{}.pdf", part), {}, broken);
  }
  return 0;
}
