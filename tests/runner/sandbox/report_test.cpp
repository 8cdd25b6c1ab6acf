#include "runner/sandbox/report.hpp"

#include "hat_driver/base/unique_fd.hpp"
#include "runner/sandbox/launcher_report.hpp"
#include "tests/runner/documented_bytes.hpp"

#include <unistd.h>

#include <doctest/doctest.h>

#include <array>
#include <cstring>
#include <string>

using namespace cupola::sandbox;

namespace {

std::string record(std::uint32_t kind, const std::string& payload) {
  const ReportHeader header{.kind = kind, .size = static_cast<std::uint32_t>(payload.size())};
  return std::string{reinterpret_cast<const char*>(&header), sizeof header} + payload;
}

/// The interpreter is ready, and the program starts.
std::string start_record(std::int64_t stamp) {
  return record(5, std::string(8, '\0')) + record(1, {reinterpret_cast<const char*>(&stamp), sizeof stamp});
}

Report parse(const std::string& bytes) {
  ReportParser parser;
  parser.add(bytes);
  return parser.report();
}

/// What the launcher writes for `write(ReportWriter)`.
template <typename Write>
std::string written(Write write) {
  std::array<int, 2> ends{};
  REQUIRE(::pipe(ends.data()) == 0);
  const cupola::base::UniqueFd in{ends[0]};
  cupola::base::UniqueFd out{ends[1]};
  write(ReportWriter{out.get()});
  out.reset();
  std::string bytes(65536, '\0');
  bytes.resize(static_cast<std::size_t>(::read(in.get(), bytes.data(), bytes.size())));
  return bytes;
}

}  // namespace

TEST_CASE("rubbish gives an empty report") {
  for (const std::string& bytes :
       {std::string{}, std::string(100, '\0'), std::string(100, '\xff'), std::string{"{}"}, record(99, "x"),
        record(1, "short"), record(3, "not empty"), record(5, "")}) {
    const Report report = parse(bytes);
    CHECK_FALSE(report.start_ns);
    CHECK_FALSE(report.asked_for_input);
    CHECK_FALSE(report.error);
    CHECK(report.broken.empty());
  }
}

TEST_CASE("only the record after the first can be the start") {
  CHECK(parse(start_record(7) + start_record(9)).start_ns == 7);
  CHECK_FALSE(parse(start_record(7).substr(16)).start_ns);
  CHECK_FALSE(parse(record(3, "") + start_record(9)).start_ns);
}

TEST_CASE("a record too large, or an error that lies about its sizes, ends the report") {
  CHECK_FALSE(parse(start_record(7) + record(2, std::string(5000, 'x')) + record(3, "")).asked_for_input);
  const ReportedError lie{.line = 1, .type_size = 1000};
  const std::string payload{reinterpret_cast<const char*>(&lie), sizeof lie};
  CHECK_FALSE(parse(record(4, payload + "ValueError")).error);
  CHECK_FALSE(parse(record(4, "x")).error);
  const ReportedError negative{.line = -1, .type_size = 0};
  CHECK_FALSE(parse(record(4, {reinterpret_cast<const char*>(&negative), sizeof negative})).error);
}

TEST_CASE("what comes after 64 KiB is dropped") {
  std::string flood = start_record(7);
  while (flood.size() <= kLargestReport) flood += record(3, "");
  ReportParser parser;
  parser.add(flood);
  const ReportedError error{.line = 1, .type_size = 0};
  parser.add(record(4, {reinterpret_cast<const char*>(&error), sizeof error}));
  CHECK(parser.report().start_ns == 7);
  CHECK_FALSE(parser.report().error);
}

TEST_CASE("what the launcher writes is what the supervisor reads, byte by byte too") {
  const std::string bytes = written([](const ReportWriter& report) {
    report.ready(7);
    report.start(123456789);
    report.input();
    report.error("ValueError", "größer", 42);
  });
  ReportParser parser;
  for (const char byte : bytes) parser.add({&byte, 1});
  const Report& report = parser.report();
  CHECK(report.ready_cpu_ns == 7);
  CHECK(report.start_ns == 123456789);
  CHECK(report.asked_for_input);
  REQUIRE(report.error);
  CHECK(report.error->type == "ValueError");
  CHECK(report.error->message == "größer");
  CHECK(report.error->line == 42);
}

TEST_CASE("a long message is cut between characters") {
  std::string message;
  while (message.size() < 10'000) message += "é";
  const Report report =
      parse(written([&](const ReportWriter& writer) { writer.error("E", "x" + message, 1); }));
  REQUIRE(report.error);
  CHECK(report.error->message.size() <= 3000);
  CHECK(report.error->message.size() > 2990);
  CHECK(report.error->message.size() % 2 == 1);
}

TEST_CASE("the report in docs/sandbox.md is understood, and is what the launcher writes") {
  const std::string documented = cupola::tests::documented_bytes("sandbox.md");
  CHECK(parse(documented).ready);
  CHECK(parse(documented).ready_cpu_ns == 5'000'000);
  CHECK(parse(documented).start_ns == 123456789);
  CHECK(documented == written([](const ReportWriter& report) {
          report.ready(5'000'000);
          report.start(123456789);
        }));
}
