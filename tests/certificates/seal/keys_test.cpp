#include "certificates/seal/keys.hpp"
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

/// A mission's folder with nothing in it but `keys/`.
struct Home {
  Home() {
    mission.folder = folder.path();
    mission.id = "zero-2018";
    fs::create_directories(mission.folder / "keys");
  }
  tests::TemporaryFolder folder;
  mission::Mission mission;
};

void overwrite(const fs::path& path, const std::string& text) { std::ofstream(path) << text; }

}  // namespace

TEST_CASE("a mission without keys has none, and one with half of them is told which half is missing") {
  const Home home;
  CHECK_FALSE(seal::load_keys(home.mission));
  REQUIRE(seal::make_keys(home.mission) == seal::KeysMade::All);
  fs::remove(seal::name_secret_path(home.mission));
  try {
    seal::load_keys(home.mission);
    FAIL("half of the keys was taken");
  } catch (const std::invalid_argument& error) {
    CHECK(std::string(error.what()).find("names.secret: missing") != std::string::npos);
  }
}

TEST_CASE("a damaged or shared name secret is refused") {
  const Home home;
  seal::make_keys(home.mission);
  const fs::path secret = seal::name_secret_path(home.mission);
  for (const char* text : {"", "cupola-names 1 secret 12\n", "cupola-names 2 secret\n"}) {
    overwrite(secret, text);
    CHECK_THROWS_AS(seal::load_keys(home.mission), std::invalid_argument);
  }
  fs::remove(secret);
  seal::make_keys(home.mission);
  fs::permissions(secret, fs::perms::owner_read | fs::perms::group_read);
  CHECK_THROWS_AS(seal::load_keys(home.mission), std::invalid_argument);
}

TEST_CASE("keys are made once, private ones for the owner only, and never written over") {
  const Home home;
  CHECK(seal::make_keys(home.mission) == seal::KeysMade::All);
  const std::string key = base::read_whole_file(seal::signing_key_path(home.mission));
  for (const fs::path& path : {seal::signing_key_path(home.mission), seal::name_secret_path(home.mission)})
    CHECK((fs::status(path).permissions() & fs::perms::mask) ==
          (fs::perms::owner_read | fs::perms::owner_write));
  CHECK(seal::make_keys(home.mission) == seal::KeysMade::None);
  CHECK(base::read_whole_file(seal::signing_key_path(home.mission)) == key);
}

TEST_CASE("what an interruption left out is made good, and fits what is there") {
  const Home home;
  seal::make_keys(home.mission);
  const record::PublicKey key = record::load_public_key(seal::public_key_path(home.mission));
  fs::remove(seal::public_key_path(home.mission));
  CHECK(seal::make_keys(home.mission) == seal::KeysMade::Missing);
  CHECK(record::load_public_key(seal::public_key_path(home.mission)) == key);
  CHECK(seal::load_keys(home.mission)->signing.public_key() == key);
}

TEST_CASE("trusted keys are kept by mission; a file among them that is no key is told") {
  const tests::TemporaryFolder folder;
  std::vector<std::string> problems;
  CHECK(seal::read_trusted(folder / "none", problems).empty());
  seal::trust({seal_test::key_of(7).public_key(), {}}, folder / "trusted");
  seal::trust({seal_test::key_of(8).public_key(), "zero-2018"}, folder / "trusted");
  seal::trust({seal_test::key_of(8).public_key(), "zero-2018"}, folder / "trusted");
  overwrite(folder / "trusted/broken.pub", "no key");
  const std::vector<seal::TrustedKey> keys = seal::read_trusted(folder / "trusted", problems);
  REQUIRE(keys.size() == 2);
  CHECK(keys.at(0).mission.empty());
  CHECK(keys.at(0).key == seal_test::key_of(7).public_key());
  CHECK(keys.at(1).mission == "zero-2018");
  CHECK(keys.at(1).key == seal_test::key_of(8).public_key());
  REQUIRE(problems.size() == 1);
  CHECK(problems.front().find("broken.pub") != std::string::npos);
}
