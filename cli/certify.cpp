#include "certificates/orbit/nearest.hpp"
#include "certificates/page/issue.hpp"
#include "cli/command.hpp"
#include "cli/elements.hpp"
#include "cli/flight_options.hpp"
#include "cli/report.hpp"
#include "hat_driver/base/whole_file.hpp"
#include "runner/record/sha256.hpp"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <unistd.h>

#include <cstdio>
#include <filesystem>
#include <memory>
#include <string>
#include <vector>

namespace cupola::cli {
namespace {

namespace fs = std::filesystem;

constexpr double kScreenDpi = 150;
constexpr std::size_t kReissuesTold = 20;

struct CertifyOptions {
  FlightOptions flight;
  std::string output, design, language, paper = "a4";
  std::vector<std::string> entries;
  unsigned threads = 1;
  std::string packs, ut1;
  bool png = false;
  bool borders = false;
  bool participation = false;
};

/// DIR/<id>.pdf; those of entries that did not fly in DIR/participation, from which a flight takes them away.
void keep_page(const fs::path& folder, const page::IssuedPage& issued) {
  const std::string id(issued.id);
  const fs::path apart = folder / "participation";
  const fs::path place = issued.participation ? apart : folder;
  base::write_whole_file_unsynced(place / (id + ".pdf"), issued.pdf);
  if (!issued.png.empty()) base::write_whole_file_unsynced(place / (id + ".png"), issued.png);
  if (issued.participation) return;
  for (const char* extension : {".pdf", ".png"}) fs::remove(apart / (id + extension));
}

/// DIR/packs/<id of its first page>.pdf, and beside it what is in it.
void keep_pack(const fs::path& folder, const page::IssuedPack& pack) {
  const fs::path place = folder / "packs" / pack.entries.front();
  nlohmann::ordered_json content;
  content["schema"] = "cupola-pack/1";
  content["entries"] = pack.entries;
  content["pdf_sha256"] = record::sha256_hex(pack.pdf);
  base::write_whole_file_unsynced(place.native() + ".pdf", pack.pdf);
  base::write_whole_file_unsynced(place.native() + ".json", content.dump() + "\n");
}

page::IssueSink sink_to(const fs::path& folder) {
  page::IssueSink sink;
  sink.keep = [folder](const page::IssuedPage& issued) { keep_page(folder, issued); };
  sink.keep_pack = [folder](const page::IssuedPack& pack) { keep_pack(folder, pack); };
  if (::isatty(STDERR_FILENO) != 0) {
    sink.progress = [](std::size_t done, std::size_t total) {
      fmt::print(stderr, "\r{} of {} certificates{}", done, total, done == total ? "\n" : "");
    };
  }
  return sink;
}

void print_summary(const page::IssueReport& report, const fs::path& mission, const fs::path& folder) {
  print(fmt::format("{} {} in {}{}\n", report.made, report.made == 1 ? "certificate" : "certificates",
                    folder.string(), report.sealed ? ", sealed" : ""));
  if (!report.sealed) print("not sealed: cupola seal init MISSION makes the keys for it\n");
  std::size_t told = 0;
  for (const auto& [entry, edition] : report.reissued) {
    if (told++ == kReissuesTold) break;
    print(fmt::format("{}: edition {} counts from now on; the one before is listed as replaced in {}\n",
                      entry, edition, (mission / "replaced.txt").string()));
  }
  if (report.reissued.size() > kReissuesTold)
    print(fmt::format("and {} more that replace an edition\n", report.reissued.size() - kReissuesTold));
  if (report.without > 0)
    print(fmt::format("{} flew but did not end normally: no certificate\n", report.without));
  if (report.not_flown > 0)
    print(fmt::format("{} without a completed run in these logs\n", report.not_flown));
  if (report.participations > 0) {
    print(fmt::format("{} of participation in {}\n", report.participations,
                      (folder / "participation").string()));
  } else if (report.without + report.not_flown > 0) {
    print("--participation makes certificates of participation for these\n");
  }
  if (report.packs > 0) {
    print(fmt::format("{} {} in {}\n", report.packs, report.packs == 1 ? "pack" : "packs",
                      (folder / "packs").string()));
  }
}

int certify(const CertifyOptions& options) {
  const LoadedElements loaded =
      load_elements(mission_elements(options.flight.elements, options.flight.mission));
  for (const std::string& problem : loaded.problems) complain(problem);
  page::IssueRequest request;
  request.elements = orbit::sets_of(loaded.sets, orbit::kIssCatalogueNumber);
  if (request.elements.empty()) {
    complain("no element set of the ISS (25544) to work with; leave out --elements to use the built-in ones");
    return kSomeFailed;
  }
  request.mission = options.flight.mission;
  request.logs.assign(options.flight.logs.begin(), options.flight.logs.end());
  request.entries = options.entries;
  request.threads = options.threads;
  request.participation = options.participation;
  if (!options.packs.empty())
    request.packs = options.packs == "school" ? page::Packs::School : page::Packs::Mentor;
  request.ut1 = load_ut1(options.ut1);
  request.language = options.language;
  request.press = {.design = options.design,
                   .paper = options.paper == "letter" ? page::Paper::Letter : page::Paper::A4,
                   .borders = options.borders};
  request.png_dpi = options.png ? kScreenDpi : 0;
  const fs::path folder =
      options.output.empty() ? request.mission / "certificates" : fs::path(options.output);
  mission::read_mission(request.mission);  // before a folder is made for what is no mission
  fs::create_directories(folder);
  if (options.participation) fs::create_directories(folder / "participation");
  if (!options.packs.empty()) fs::create_directories(folder / "packs");
  const page::IssueReport report = page::issue(request, sink_to(folder));
  base::sync_file_system(folder);
  for (const std::string& warning : report.warnings) complain("warning: " + warning);
  for (const std::string& problem : report.problems) complain(problem);
  print_summary(report, options.flight.mission, folder);
  return report.problems.empty() && loaded.problems.empty() ? 0 : kSomeFailed;
}

}  // namespace

void add_certify(Command app, Context& context) {
  const auto options = std::make_shared<CertifyOptions>();
  add_flight_options(app, options->flight);
  app.add_option("--entry", options->entries, "Only this entry; may be given several times").type_name("ID");
  app.add_option("-j", options->threads, "How many to draw at once")
      .type_name("N")
      .in_range(1, 256)
      .capture_default_str();
  std::vector<std::string> designs;
  std::string summaries;
  for (const page::DesignNote& note : page::design_notes()) {
    designs.emplace_back(note.name);
    summaries += fmt::format("  {:<10}{}\n", note.name, note.summary);
  }
  app.add_option("--design", options->design, "How they look, see below (default: " + designs.front() + ")")
      .type_name("NAME")
      .one_of(designs);
  app.add_option("--paper", options->paper, "a4 or letter, landscape")
      .one_of({"a4", "letter"})
      .capture_default_str();
  app.add_option(
         "--language", options->language,
         "Of the certificate's own words, such as de (default: each entry's own, its country's, or English)")
      .type_name("TAG");
  app.add_flag("--borders", options->borders, "Country borders on the map, as they are in practice");
  app.add_flag("--participation", options->participation,
               "Also a certificate of participation, with the kind reason, for every entry that did not fly");
  app.add_flag("--packs{mentor}", options->packs,
               "Also one PDF for each mentor; --packs=school: for each school")
      .one_of({"mentor", "school"});
  app.add_option("--ut1", options->ut1, "Table of UT1 - UTC (finals2000A, EOP C04)").type_name("FILE");
  app.add_flag("--png", options->png, "A picture of each page beside the PDF (150 dots per inch)");
  app.add_option("-o", options->output, "Where the certificates go (default: MISSION/certificates)")
      .type_name("DIR");
  app.footer("Designs:\n" + summaries +
             "Makes DIR/<id>.pdf for every entry whose last completed run is finished or cut-at-limit;\n"
             "those of participation go to DIR/participation, packs to DIR/packs.\n"
             "Example: cupola certify mission --log log -j 2");
  app.callback([options, &context] { context.status = certify(*options); });
}

}  // namespace cupola::cli
