#include "runner/record/ed25519.hpp"

#include "hat_driver/base/whole_file.hpp"
#include "tests/support/temporary_folder.hpp"

#include <doctest/doctest.h>
#include <sys/stat.h>

#include <cerrno>
#include <stdexcept>
#include <system_error>

using namespace cupola::record;
using cupola::base::read_whole_file;
using cupola::base::write_whole_file;
using cupola::tests::TemporaryFolder;

namespace {

std::string refusal(const std::filesystem::path& path) {
  try {
    SigningKey::load(path);
  } catch (const std::invalid_argument& error) {
    return error.what();
  }
  return {};
}

mode_t mode_of(const std::filesystem::path& path) {
  struct stat status {};
  REQUIRE(::stat(path.c_str(), &status) == 0);
  return status.st_mode & 0777U;
}

/// The n-th ```key block of docs/keys.md.
std::string documented(int which) {
  const std::string page = read_whole_file("docs/keys.md");
  std::size_t begin = 0;
  for (int number = 0; number <= which; ++number) begin = page.find("```key\n", begin) + 7;
  return page.substr(begin, page.find("```", begin) - begin);
}

}  // namespace

TEST_CASE("what is no signing key is refused by name") {
  const TemporaryFolder folder;
  const auto path = folder / "some.key";
  const std::string digits(63, 'a');
  const std::string begin = "cupola-key 1 ed25519 secret ";
  for (const std::string& text :
       {std::string{}, std::string{"hello\n"}, begin + digits, begin + digits + "aa", begin + digits + "G",
        "cupola-key 2 ed25519 secret " + digits + "a", "cupola-key 1 ed25519 public " + digits + "a"}) {
    CAPTURE(text);
    write_whole_file(path, text);
    CHECK(refusal(path).starts_with(path.native() + ": no signing key"));
  }
  CHECK_THROWS_AS(SigningKey::load(folder / "none.key"), std::system_error);
  CHECK_THROWS_AS(load_public_key(folder / "none.key"), std::system_error);
  write_whole_file(path, "cupola-key 1 ed25519 public 00\n");
  CHECK_THROWS_AS(load_public_key(path), std::invalid_argument);
}

TEST_CASE("a signing key that others may read is refused, and says what to do") {
  const TemporaryFolder folder;
  const auto path = folder / "some.key";
  SigningKey::generate().save(path);
  CHECK(mode_of(path) == 0600);
  CHECK(refusal(path).empty());
  std::filesystem::permissions(path, std::filesystem::perms{0640});
  CHECK(refusal(path).find("chmod 600") != std::string::npos);
}

TEST_CASE("a key is never written over one that is there") {
  const TemporaryFolder folder;
  const auto path = folder / "some.key";
  const SigningKey first = SigningKey::generate();
  first.save(path);
  try {
    SigningKey::generate().save(path);
    FAIL("a key was overwritten");
  } catch (const std::system_error& error) {
    CHECK(error.code().value() == EEXIST);
  }
  CHECK(SigningKey::load(path).public_key() == first.public_key());
  CHECK(std::distance(std::filesystem::directory_iterator{folder.path()}, {}) == 1);
}

TEST_CASE("a signature holds for its message and key only") {
  const SigningKey key = SigningKey::generate();
  const SigningKey other = SigningKey::generate();
  CHECK(key.public_key() != other.public_key());
  Signature signature = key.sign("cupola-bundle 1 abc");
  CHECK(verify("cupola-bundle 1 abc", signature, key.public_key()));
  CHECK_FALSE(verify("cupola-bundle 1 abd", signature, key.public_key()));
  CHECK_FALSE(verify("cupola-bundle 1 abc", signature, other.public_key()));
  signature[63] ^= 1;
  CHECK_FALSE(verify("cupola-bundle 1 abc", signature, key.public_key()));
}

TEST_CASE("the documented key is that of RFC 8032 and signs as it says") {
  const TemporaryFolder folder;
  const auto secret = folder / "mission.key";
  cupola::base::write_new_file(secret, documented(0), cupola::base::Readers::OwnerOnly);
  write_whole_file(folder / "mission.pub", documented(1));
  const SigningKey key = SigningKey::load(secret);
  CHECK(key.public_key() == load_public_key(folder / "mission.pub"));
  CHECK(load_public_key(secret) == key.public_key());
  // RFC 8032 section 7.1, test 1: the empty message.
  const Signature signature = key.sign("");
  CHECK(signature[0] == 0xe5);
  CHECK(signature[1] == 0x56);
  CHECK(signature[63] == 0x0b);
  save_public_key(key.public_key(), folder / "again.pub");
  CHECK(read_whole_file(folder / "again.pub") == documented(1));
  key.save(folder / "again.key");
  CHECK(read_whole_file(folder / "again.key") == documented(0));
}

TEST_CASE("a public key is named by its hexadecimal digits") {
  const PublicKey key = SigningKey::generate().public_key();
  CHECK(parse_key_hex(key_hex(key)) == key);
  CHECK_FALSE(parse_key_hex("").has_value());
  CHECK_FALSE(parse_key_hex(key_hex(key) + "0").has_value());
  CHECK_FALSE(parse_key_hex(std::string(64, 'G')).has_value());
}
