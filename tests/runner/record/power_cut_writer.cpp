// Writes a journal until it is killed and says on standard output, after every append that returned, how many
// lines it relies on; or reads one back:
//   power_cut_writer write LOG     power_cut_writer write-unsynced LOG     power_cut_writer count LOG

#include "runner/record/journal_writer.hpp"
#include "tests/runner/record/sample_records.hpp"

#include <unistd.h>

#include <cstdio>
#include <iostream>
#include <string_view>

using namespace cupola;

namespace {

/// The control that must lose: a file whose sync does nothing.
class Unsynced final : public record::AppendFile {
 public:
  explicit Unsynced(record::AppendFile& file) : file_(file) {}
  std::size_t append(std::string_view bytes) override { return file_.append(bytes); }
  void sync() override {}
  void truncate(std::uint64_t size) override { file_.truncate(size); }
  const std::string& name() const override { return file_.name(); }

 private:
  record::AppendFile& file_;
};

std::string entry_name(int number) { return std::string{"e"}.append(std::to_string(number)); }

int write_until_killed(const std::filesystem::path& log, bool synced) {
  record::SystemDisk disk;
  disk.make_folders(log);
  const auto file = disk.open_append(record::journal_path(log));
  Unsynced unsynced{*file};
  record::JournalWriter writer{synced ? *file : unsynced};
  unsigned lines = 0;
  const auto acknowledge = [&](unsigned count) {
    lines += count;
    const std::string text = std::to_string(lines) + "\n";
    return ::write(STDOUT_FILENO, text.data(), text.size()) > 0;
  };
  writer.append({tests::sample_header(), tests::sample_intent("e0")});
  bool heard = acknowledge(2);
  for (int number = 0; heard; ++number) {
    writer.append({tests::sample_end(entry_name(number)), tests::sample_intent(entry_name(number + 1))});
    heard = acknowledge(2);
  }
  return 0;
}

int count(const std::filesystem::path& log) {
  const record::Journal journal = record::read_journal(log);
  std::cout << journal.lines.size() << ' ' << journal.problems.size() << '\n';
  return 0;
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 3) return 2;
  const std::string_view what = argv[1];
  try {
    if (what == "count") return count(argv[2]);
    if (what == "write" || what == "write-unsynced") return write_until_killed(argv[2], what == "write");
  } catch (const std::exception& error) {
    std::cerr << error.what() << '\n';
    return 3;
  }
  return 2;
}
