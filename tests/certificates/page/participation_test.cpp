#include "certificates/page/content.hpp"
#include "runner/mission/checks.hpp"
#include "tests/certificates/page/flown_mission.hpp"
#include "tests/certificates/page/sample_certificate.hpp"
#include "tests/certificates/page/tools.hpp"

#include <doctest/doctest.h>

#include <set>

using namespace cupola;
using cupola::page_test::Flight;
using cupola::page_test::PdfFile;
using cupola::page_test::sample_certificate;
using cupola::record::Verdict;

namespace {

bool contains(const std::string& text, std::string_view part) { return text.find(part) != std::string::npos; }

/// The words of a page in one line.
std::string words_of(const std::string& pdf) {
  std::string text = PdfFile(pdf).text();
  for (char& c : text) c = c == '\n' ? ' ' : c;
  return text;
}

}  // namespace

TEST_CASE("without being asked for, nothing is made for an entry that did not fly") {
  Flight flight;
  flight.header();
  flight.flown("ada", Verdict::Error);
  const page::IssueReport report = flight.issue();
  CHECK(report.participations == 0);
  CHECK(flight.pages.empty());
}

TEST_CASE("an entry that did not fly gets a certificate of participation with its own kind reason") {
  Flight flight;
  flight.header();
  flight.flown("ada", Verdict::Error);
  flight.flown("bob", Verdict::MemoryLimit);
  mission::write_checks(
      flight.mission,
      std::vector<std::string>{fmt::format(
          R"({{"entry":"cyd","flight":false,"program_sha256":"{}","rules":"open","findings":[]}})",
          flight.entries.at(2).program_sha256)});
  flight.request.participation = true;
  const page::IssueReport report = flight.issue();
  CHECK(report.problems.empty());
  CHECK(report.made == 0);
  CHECK(report.participations == 4);
  const std::map<std::string, std::string> reasons{{"ada", "stopped early with an error"},
                                                   {"bob", "more than the flight computer could give"},
                                                   {"cyd", "held it back this time"},
                                                   {"dot", "no place for it on this flight"}};
  for (const auto& [id, reason] : reasons) {
    CAPTURE(id);
    const std::string text = words_of(flight.pages.at(id));
    CHECK(contains(text, "Certificate of participation"));
    CHECK(contains(text, "Team " + id));
    CHECK(contains(text, reason));
    for (const char* claim : {"UTC", "Simulated flight", "Position", "element set"})
      CHECK_FALSE(contains(text, claim));
  }
}

TEST_CASE("every language has its words for every reason, and claims no orbit") {
  for (const std::string& language : page::Words::languages()) {
    const page::Words words(language);
    std::set<std::string> stories;
    for (const page::Reason reason :
         {page::Reason::Error, page::Reason::Limit, page::Reason::Refused, page::Reason::NotFlown}) {
      CAPTURE(language);
      page::Certificate certificate = sample_certificate();
      certificate.language = language;
      certificate.participation = reason;
      const page::Content content = page::content_of(certificate, words, false);
      CHECK_FALSE(contains(content.story, "{"));
      CHECK(content.facts.empty());
      CHECK(content.kind.empty());
      CHECK(content.heading != words.text("certificate"));
      stories.insert(content.story);
    }
    CHECK(stories.size() == 4);
  }
}

TEST_CASE("a certificate of participation is a sound tagged page in every design, and the same bytes again") {
  page::Certificate certificate = sample_certificate();
  certificate.participation = page::Reason::Refused;
  for (const page::DesignNote& design : page::design_notes()) {
    for (const page::Paper paper : {page::Paper::A4, page::Paper::Letter}) {
      CAPTURE(design.name);
      page::CertificatePress press({.design = std::string(design.name), .paper = paper});
      const std::string pdf = press.pdf(certificate);
      CHECK(press.pdf(certificate) == pdf);
      const PdfFile file(pdf);
      CHECK_NOTHROW(file.ask("qpdf --check"));
      CHECK(contains(file.ask("pdfinfo"), "Tagged:          yes"));
      CHECK(contains(file.text(), "Zoë Müller"));
      CHECK(contains(words_of(pdf), "The next flight is yours"));
    }
  }
}

TEST_CASE("those who flew and those who did not share a pack, each on its own sheet") {
  Flight flight;
  for (mission::Entry& entry : flight.entries) entry.email = entry.id == "dot" ? "" : "Head@school.example";
  flight.entries.at(1).email = "head@School.example";
  flight.entries.at(0).school = flight.entries.at(1).school = flight.entries.at(2).school = "St Brigid";
  mission::write_entries(flight.mission, flight.entries);
  flight.header();
  flight.flown("ada", Verdict::Finished);
  flight.flown("bob", Verdict::Error);
  flight.flown("cyd", Verdict::Finished);
  flight.flown("dot", Verdict::Finished);
  flight.request.participation = true;
  flight.request.packs = page::Packs::Mentor;
  flight.request.threads = 2;
  const page::IssueReport report = flight.issue();
  CHECK(report.made == 3);
  CHECK(report.packs == 1);
  REQUIRE(flight.packs.size() == 1);  // dot names neither mentor nor school
  const page::IssuedPack pack = flight.packs.front();
  CHECK(pack.entries == std::vector<std::string>{"ada", "bob", "cyd"});
  const std::size_t alone =
      flight.pages.at("ada").size() + flight.pages.at("bob").size() + flight.pages.at("cyd").size();
  CHECK(pack.pdf.size() < alone * 3 / 4);  // one map for those who flew, one for the other
  const PdfFile file(pack.pdf);
  CHECK_NOTHROW(file.ask("qpdf --check"));
  const std::string info = file.ask("pdfinfo");
  CHECK(contains(info, "Pages:           3\n"));
  CHECK(contains(info, "Tagged:          yes"));
  CHECK(contains(info, "First Light · St Brigid"));
  CHECK_FALSE(contains(file.ask("pdfinfo -struct"), "Syntax Warning"));
  for (const char* text : {"Team ada", "Team bob", "Team cyd", "Certificate of participation"})
    CHECK(contains(file.text(), text));
  flight.request.threads = 1;
  flight.issue();
  CHECK(flight.packs.front().pdf == pack.pdf);
}

TEST_CASE("a class of ten takes a small part of ten certificates") {
  page::CertificatePress press;
  std::vector<page::Certificate> pages(10, sample_certificate());
  std::size_t alone = 0;
  for (std::size_t i = 0; i < pages.size(); ++i) {
    pages.at(i).team = "Team " + std::to_string(i);
    alone += press.pdf(pages.at(i)).size();
  }
  const std::string pack = press.pack(pages, "Class");
  CHECK(pack.size() < alone / 4);
  CHECK(press.pack(pages, "Class") == pack);
}

TEST_CASE("a certificate made again comes with its whole pack, and with no other page") {
  Flight flight;
  for (mission::Entry& entry : flight.entries) entry.school = entry.id < "c" ? "East" : "West";
  mission::write_entries(flight.mission, flight.entries);
  flight.header();
  for (const char* id : {"ada", "bob", "cyd", "dot"}) flight.flown(id, Verdict::Finished);
  flight.request.packs = page::Packs::School;
  flight.request.entries = {"bob"};
  const page::IssueReport report = flight.issue();
  CHECK(report.made == 1);
  CHECK(flight.pages.size() == 1);
  REQUIRE(flight.packs.size() == 1);
  CHECK(flight.packs.front().entries == std::vector<std::string>{"ada", "bob"});
}
