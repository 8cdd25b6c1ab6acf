// certificate_gallery FOLDER: every design, paper, language and place as a PDF, to be looked at.

#include "certificates/page/words.hpp"
#include "hat_driver/base/whole_file.hpp"
#include "tests/certificates/page/sample_flights.hpp"

#include <filesystem>
#include <iostream>
#include <vector>

namespace {

using namespace cupola;
using namespace std::chrono;

constexpr auto kRehearsal = sys_days{2018y / February / 1};

page::Certificate with_code(page::Certificate certificate) {
  certificate.code =
      "cupola:#AQIDBAUGBwgJCgsMDQ4PEBESExQVFhcYGRobHB0eHyAhIiMkJSYnKCkqKywtLi8wMTIzNDU2Nzg5Ojs8PT4_"
      "QEFCQ0RFRkdISUpLTE1OT1BRUlNUVVZXWFlaW1xdXl9gYWJjZGVmZ2hpamtsbW5vcHFyc3R1dnd4eXp7fH1-f4CB";
  certificate.code_text = certificate.code;
  return certificate;
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 2) {
    std::cerr << "usage: certificate_gallery FOLDER\n";
    return 2;
  }
  const std::filesystem::path folder = argv[1];
  std::filesystem::create_directories(folder);
  const page::Certificate plain = with_code(page_test::flight_at(kRehearsal + 10h + 22min));
  for (const page::DesignNote& design : page::design_notes()) {
    for (const page::Paper paper : {page::Paper::A4, page::Paper::Letter}) {
      page::CertificatePress press({.design = std::string(design.name), .paper = paper});
      const std::string name = std::string(design.name) + (paper == page::Paper::A4 ? "-a4" : "-letter");
      base::write_whole_file(folder / (name + ".pdf"), press.pdf(plain));
    }
  }
  return 0;
}
