#include "runner/record/journal_writer.hpp"

#include "hat_driver/base/system_error.hpp"
#include "hat_driver/base/whole_file.hpp"
#include "tests/runner/record/sample_records.hpp"
#include "tests/support/temporary_folder.hpp"

#include <doctest/doctest.h>

#include <cerrno>
#include <optional>
#include <system_error>
#include <vector>

using namespace cupola::record;
using namespace cupola::tests;
using cupola::base::read_whole_file;
using cupola::base::write_whole_file;

namespace {

/// A disk in memory that loses power, or fills up, after a given number of bytes.
class MemoryFile final : public AppendFile {
 public:
  enum class Failure { PowerCut, Full, BadSync };

  MemoryFile(std::size_t room, Failure failure) : room_(room), failure_(failure) {}

  std::size_t append(std::string_view bytes) override {
    const std::size_t taken =
        failure_ == Failure::BadSync ? bytes.size() : std::min(bytes.size(), room_ - content_.size());
    content_ += bytes.substr(0, taken);
    if (taken < bytes.size() && failure_ == Failure::PowerCut) throw std::runtime_error("power cut");
    return taken;
  }
  void sync() override {
    if (failure_ == Failure::BadSync && content_.size() > room_)
      cupola::base::throw_errno(EIO, "sync", name_);
    synced_ = content_.size();
  }
  void truncate(std::uint64_t size) override { content_.resize(size); }
  const std::string& name() const override { return name_; }

  const std::string& content() const { return content_; }
  std::size_t synced() const { return synced_; }

 private:
  std::string name_ = "memory";
  std::string content_;
  std::size_t synced_ = 0;
  std::size_t room_;
  Failure failure_;
};

/// Writes a flight of four entries with one append at every boundary; how many records were acknowledged.
std::size_t fly(JournalWriter& journal) {
  std::size_t acknowledged = 0;
  journal.append({sample_header(), sample_intent("a")});
  acknowledged = 2;
  const std::vector<std::string> ids{"a", "b", "c", "d"};
  for (std::size_t index = 0; index + 1 < ids.size(); ++index) {
    try {
      journal.append({sample_end(ids[index]), sample_intent(ids[index + 1])});
    } catch (const std::exception&) {
      return acknowledged;
    }
    acknowledged += 2;
  }
  return acknowledged;
}

std::size_t fly_until_failure(MemoryFile& file) {
  JournalWriter journal{file};
  try {
    return fly(journal);
  } catch (const std::exception&) {
    return 0;
  }
}

}  // namespace

TEST_CASE("no acknowledged record is lost wherever the power fails") {
  MemoryFile whole{1 << 20, MemoryFile::Failure::PowerCut};
  REQUIRE(fly_until_failure(whole) == 8);
  const std::size_t length = whole.content().size();
  for (std::size_t room = 0; room <= length; ++room) {
    CAPTURE(room);
    MemoryFile file{room, MemoryFile::Failure::PowerCut};
    const std::size_t acknowledged = fly_until_failure(file);
    // What reached the disk lies between these two; every length between them is another round's `room`.
    for (const std::size_t kept : {file.synced(), file.content().size()}) {
      const Journal journal = parse_journal(std::string_view{file.content()}.substr(0, kept));
      REQUIRE(journal.problems.empty());
      REQUIRE(journal.lines.size() >= acknowledged);
      REQUIRE(journal.next_seq == journal.lines.size());
    }
  }
}

TEST_CASE("a full disk and a failed sync stop the journal for good") {
  const std::string& content = [] {
    MemoryFile whole{1 << 20, MemoryFile::Failure::Full};
    fly_until_failure(whole);
    return whole.content();
  }();
  for (const auto failure : {MemoryFile::Failure::Full, MemoryFile::Failure::BadSync}) {
    MemoryFile file{content.size() / 2, failure};
    JournalWriter journal{file};
    const std::size_t acknowledged = fly(journal);
    CHECK(acknowledged < 8);
    const std::string before = file.content();
    CHECK_THROWS_AS(journal.append({sample_end("d")}), std::system_error);
    CHECK(file.content() == before);
    CHECK(parse_journal(file.content()).lines.size() >= acknowledged);
  }
}

TEST_CASE("a short write is told as a full disk") {
  MemoryFile file{10, MemoryFile::Failure::Full};
  JournalWriter journal{file};
  try {
    journal.append({sample_header()});
    FAIL("ten bytes hold no record");
  } catch (const std::system_error& error) {
    CHECK(error.code().value() == ENOSPC);
    CHECK(std::string{error.what()}.starts_with("write memory"));
  }
}

TEST_CASE("a last line that lost only its newline is kept, and gets it back") {
  const TemporaryFolder folder;
  const auto path = journal_path(folder.path());
  const std::vector<Record> records{sample_header(), sample_intent("a")};
  const std::string whole = journal_bytes(records);
  std::string bad = whole;
  bad.back() = '\x0b';
  write_whole_file(path, bad);
  SystemDisk disk;
  const auto file = disk.open_append(path);
  const Journal journal = recover_journal(disk, *file);
  CHECK(journal.lines.size() == 2);
  REQUIRE(journal.problems.size() == 1);
  CHECK(journal.problems[0].line == 2);
  CHECK(read_whole_file(folder / ("journal.torn-" + std::to_string(whole.size() - 1))) == "\x0b");
  CHECK(read_whole_file(path) == whole);
  JournalWriter{*file, journal.next_seq, journal.last_hash}.append({sample_end("a")});
  CHECK(read_journal(folder.path()).problems.empty());
}

TEST_CASE("a torn tail is copied aside before it is cut, and the chain goes on") {
  const TemporaryFolder folder;
  const auto path = journal_path(folder.path());
  const std::vector<Record> records{sample_header(), sample_intent("a")};
  const std::string whole = journal_bytes(records);
  write_whole_file(path, whole + "{\"seq\":2,\"ty");
  write_whole_file(folder / ("journal.torn-" + std::to_string(whole.size())), "an earlier one");
  SystemDisk disk;
  const auto file = disk.open_append(path);
  const Journal journal = recover_journal(disk, *file);
  CHECK(read_whole_file(folder / ("journal.torn-" + std::to_string(whole.size()) + "-2")) ==
        "{\"seq\":2,\"ty");
  CHECK(read_whole_file(path) == whole);
  JournalWriter{*file, journal.next_seq, journal.last_hash}.append({sample_end("a")});
  const Journal after = read_journal(folder.path());
  CHECK(after.problems.empty());
  CHECK(after.lines.size() == 3);
}

TEST_CASE("ballast takes room and gives it back") {
  const TemporaryFolder folder;
  SystemDisk disk;
  Ballast ballast{disk, folder / "ballast"};
  ballast.reserve(65536);
  CHECK(std::filesystem::file_size(folder / "ballast") == 65536);
  ballast.reserve(65536);
  ballast.release();
  CHECK_FALSE(std::filesystem::exists(folder / "ballast"));
  CHECK_THROWS_AS((Ballast{disk, folder / "missing" / "ballast"}.reserve(1)), std::system_error);
}
