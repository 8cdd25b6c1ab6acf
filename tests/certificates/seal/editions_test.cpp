#include "certificates/seal/editions.hpp"
#include "hat_driver/base/whole_file.hpp"
#include "tests/certificates/seal/sample_code.hpp"
#include "tests/support/temporary_folder.hpp"

#include <doctest/doctest.h>

#include <filesystem>
#include <fstream>
#include <stdexcept>

using namespace cupola;
namespace fs = std::filesystem;

namespace {

struct Home {
  Home() {
    mission.folder = folder.path();
    mission.id = "zero-2018";
  }
  fs::path list() const { return folder / "seals.jsonl"; }
  tests::TemporaryFolder folder;
  mission::Mission mission;
};

seal::Run sample_run(const std::string& entry = "gr-1") {
  return {.mission = "zero-2018",
          .entry = entry,
          .start = *base::parse_utc("2018-02-01T10:02:00Z"),
          .end = *base::parse_utc("2018-02-01T10:02:30Z"),
          .latitude_deg = 1,
          .longitude_deg = 2,
          .simulated = true};
}

const seal::NameHashes kNames{"a", "b", "c"};
const seal::NameHashes kCorrected{"a", "x", "c"};

}  // namespace

TEST_CASE("a list of editions that is damaged is refused by its line") {
  const Home home;
  for (const char* line : {"no json\n",
                           R"({"entry":"e","edition":0,"contents":""})"
                           "\n",
                           R"({"entry":"e","edition":65536,"contents":""})"
                           "\n",
                           R"({"edition":1})"
                           "\n"}) {
    CAPTURE(line);
    std::ofstream(home.list()) << R"({"entry":"e","edition":1,"contents":"x"})"
                               << "\n"
                               << line;
    try {
      seal::Editions::load(home.mission);
      FAIL("it was taken");
    } catch (const mission::BadInput& error) {
      CHECK(std::string(error.what()).find("seals.jsonl:2") != std::string::npos);
    }
  }
}

TEST_CASE("the same certificate is the same edition, a corrected one the next") {
  const Home home;
  {
    seal::Editions editions = seal::Editions::load(home.mission);
    CHECK(editions.edition(sample_run(), kNames) == 1);
    CHECK(editions.edition(sample_run(), kNames) == 1);
    CHECK(editions.edition(sample_run("gr-2"), kNames) == 1);
    editions.finish(seal_test::key_of(7));
  }
  CHECK_FALSE(fs::exists(home.folder / "replaced.txt"));
  seal::Editions editions = seal::Editions::load(home.mission);
  CHECK(editions.edition(sample_run(), kNames) == 1);
  CHECK(editions.edition(sample_run(), kCorrected) == 2);
  seal::Run later = sample_run();
  later.end += std::chrono::seconds(1);
  CHECK(editions.edition(later, kCorrected) == 3);
  CHECK(seal::Editions::latest_of(home.mission).at("gr-1") == 3);
}

TEST_CASE("an edition that was given counts even if the command was killed before its end") {
  const Home home;
  seal::Editions::load(home.mission).edition(sample_run(), kNames);
  std::ofstream(home.list(), std::ios::app) << R"({"entry":"gr-1","edi)";
  seal::Editions editions = seal::Editions::load(home.mission);
  CHECK(editions.edition(sample_run(), kCorrected) == 2);
  CHECK(seal::Editions::latest_of(home.mission).at("gr-1") == 2);
}

TEST_CASE("a replaced edition is listed by the next command if this one was killed before it listed it") {
  const Home home;
  {
    seal::Editions editions = seal::Editions::load(home.mission);
    editions.edition(sample_run(), kNames);
    CHECK(editions.reissued().empty());
    CHECK(editions.edition(sample_run(), kCorrected) == 2);
    CHECK(editions.reissued() == std::map<std::string, std::uint16_t>{{"gr-1", 2}});
  }
  REQUIRE_FALSE(fs::exists(home.folder / "replaced.txt"));
  seal::Editions editions = seal::Editions::load(home.mission);
  CHECK(editions.edition(sample_run(), kCorrected) == 2);
  CHECK(editions.reissued().empty());
  editions.finish(seal_test::key_of(7));
  const auto list = seal::read_replaced(base::read_whole_file(home.folder / "replaced.txt"), "replaced.txt");
  CHECK(list.latest == std::map<std::string, std::uint16_t>{{"gr-1", 2}});
}

TEST_CASE("replaced certificates are listed and signed for publishing") {
  const Home home;
  seal::Editions editions = seal::Editions::load(home.mission);
  editions.edition(sample_run(), kNames);
  editions.edition(sample_run(), kCorrected);
  editions.edition(sample_run("gr-2"), kNames);
  editions.finish(seal_test::key_of(7));
  const std::string bytes = base::read_whole_file(home.folder / "replaced.txt");
  const seal::ReplacedList list = seal::read_replaced(bytes, "replaced.txt");
  CHECK(list.mission == "zero-2018");
  CHECK(list.latest == std::map<std::string, std::uint16_t>{{"gr-1", 2}});
  CHECK(list.is_signed_by(seal_test::key_of(7).public_key()));
  CHECK_FALSE(list.is_signed_by(seal_test::key_of(8).public_key()));
}

TEST_CASE("a list of replaced certificates that was cut off or altered is refused") {
  const std::string whole =
      seal::write_replaced("zero-2018", {{"gr-1", 2}, {"gr-2", 3}}, seal_test::key_of(7));
  for (std::size_t length = 0; length < whole.size(); ++length) {
    CAPTURE(length);
    CHECK_THROWS_AS(seal::read_replaced(whole.substr(0, length), "r"), std::invalid_argument);
  }
  CHECK_THROWS_AS(seal::read_replaced(whole + "entry gr-3 2\n", "r"), std::invalid_argument);
  std::string altered = whole;
  altered.replace(altered.find("gr-2 3"), 6, "gr-2 9");
  CHECK_FALSE(seal::read_replaced(altered, "r").is_signed_by(seal_test::key_of(7).public_key()));
}
