#pragma once

#include "certificates/orbit/element_sets.hpp"
#include "certificates/orbit/nearest.hpp"
#include "certificates/page/issue.hpp"
#include "hat_driver/base/whole_file.hpp"
#include "runner/mission/pack.hpp"
#include "runner/record/journal_writer.hpp"
#include "runner/record/sha256.hpp"
#include "tests/support/temporary_folder.hpp"

#include <fmt/format.h>

#include <chrono>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace cupola::page_test {

using namespace std::chrono_literals;

inline constexpr base::UtcTime kStart =
    std::chrono::sys_days{std::chrono::year{2018} / std::chrono::February / 1} + 9h;

/// A mission of four entries that is packed, and a log in which they may fly.
class Flight {
 public:
  Flight() {
    mission.folder = folder / "mission";
    mission.id = "zero";
    mission.name = "First Light";
    mission::write_mission(mission);
    for (const std::string id : {"ada", "bob", "cyd", "dot"}) {
      const std::string program = "print('" + id + "')\n";
      mission::Entry entry;
      entry.id = id;
      entry.team = "Team " + id;
      entry.program_sha256 = record::sha256_hex(program);
      base::write_whole_file(mission::program_path(mission, id), program);
      entries.push_back(std::move(entry));
    }
    mission::write_entries(mission, entries);
    bundle = mission::pack({.folder = mission.folder,
                            .output = folder / "out.bundle",
                            .selection = mission::Selection::All,
                            .check = {}})
                 .bundle_sha256;
    request.mission = mission.folder;
    request.logs = {new_log("log")};
    request.elements = orbit::sets_of(orbit::read_element_sets(orbit::built_in_iss_elements()).sets,
                                      orbit::kIssCatalogueNumber);
  }

  std::filesystem::path new_log(const std::string& name) {
    std::filesystem::create_directories(folder / name / "films");
    return folder / name;
  }

  void header(record::HatKind hat = record::HatKind::Emulated,
              record::ClockKind clock = record::ClockKind::Virtual) {
    record::Header line;
    line.mission = "zero";
    line.bundle_sha256 = bundle;
    line.hat = hat;
    line.clock = clock;
    line.start = kStart;
    add(line);
  }

  void flown(const std::string& id, record::Verdict verdict, std::uint32_t attempt = 1) {
    picture::Film film;
    film.duration_ms = 10'000;
    hat::Frame lit;
    lit.pixels.fill(0xf800);
    film.frames = {{100, lit}};
    const std::string bytes = picture::encode_film(film);
    const auto log = request.logs.front();
    base::write_whole_file(log / "films" / fmt::format("{}.{}.film", id, attempt), bytes);
    record::End end;
    end.entry = id;
    end.attempt = attempt;
    end.program_sha256 = record::sha256_hex("print('" + id + "')\n");
    end.start = kStart + std::chrono::minutes(attempt);
    end.end = end.start + 10s;
    end.duration_s = 10;
    end.verdict = verdict;
    end.film_sha256 = record::sha256_hex(bytes);
    end.anchor = anchor;
    add(end);
  }

  void add(const record::Record& record) {
    const std::string line = record::encode_line(record, seq++, previous);
    previous = record::sha256_hex(line);
    journal += line + "\n";
    base::write_whole_file(record::journal_path(request.logs.front()), journal);
  }

  page::IssueReport issue() {
    pages.clear();
    packs.clear();
    return page::issue(request,
                       {.keep = [&](const page::IssuedPage& page) { pages[std::string(page.id)] = page.pdf; },
                        .progress = {},
                        .keep_pack = [&](const page::IssuedPack& pack) { packs.push_back(pack); }});
  }

  tests::TemporaryFolder folder;
  mission::Mission mission;
  std::vector<mission::Entry> entries;
  std::optional<record::Anchor> anchor;  ///< at the end of each run
  std::string bundle;
  std::string journal;
  std::string previous{record::kNoLine};
  std::uint64_t seq = 0;
  page::IssueRequest request;
  std::map<std::string, std::string> pages;
  std::vector<page::IssuedPack> packs;
};

}  // namespace cupola::page_test
