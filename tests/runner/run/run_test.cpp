#include "runner/run/run.hpp"

#include "tests/runner/run/ran.hpp"

#include <doctest/doctest.h>

#include <chrono>
#include <cmath>
#include <system_error>
#include <thread>
#include <vector>

using cupola::record::ClockKind;
using cupola::record::Verdict;
using namespace cupola;
using namespace cupola::tests;

#define CAPTURE_REPORT(report) \
  CAPTURE((report).note);      \
  CAPTURE((report).out);       \
  CAPTURE((report).err)

TEST_CASE("a missing program, a folder in its place and one of five megabytes are refused by name") {
  const TemporaryFolder folder;
  run::RunRequest request = request_for(folder, std::string(5'000'000, '#'));
  const auto installation = run::find_installation();
  CHECK_THROWS_WITH_AS(run::run_program(request, installation), doctest::Contains("program.py"),
                       std::system_error);
  CHECK_THROWS_WITH_AS(run::run_program(request, installation), doctest::Contains("1 MiB"),
                       std::system_error);
  request.program = folder.path();
  CHECK_THROWS_WITH_AS(run::run_program(request, installation), doctest::Contains("directory"),
                       std::system_error);
  request.program = folder / "none.py";
  CHECK_THROWS_WITH_AS(run::run_program(request, installation), doctest::Contains("none.py"),
                       std::system_error);
}

TEST_CASE("without bubblewrap's launcher nothing is started") {
  const TemporaryFolder folder;
  run::Installation installation = run::find_installation();
  installation.launcher = folder / "launcher";
  CHECK_THROWS_AS(run::run_program(request_for(folder, ""), installation), std::system_error);
}

TEST_CASE("what a program draws, scrolls, reads and raises is in its report") {
  const auto report =
      ran("from sense_hat import SenseHat\n"
          "import time\n"
          "hat = SenseHat()\n"
          "hat.clear(255, 0, 0)\n"
          "time.sleep(1)\n"
          "hat.clear(255, 0, 0)\n"
          "time.sleep(1)\n"
          "hat.clear(0, 0, 255)\n"
          "hat.show_message('21.5 °C', scroll_speed=0.05)\n"
          "print(round(hat.temp))\n"
          "hat.set_pixel(8, 0, 1, 2, 3)\n");
  CAPTURE_REPORT(report);
  CHECK(report.verdict == Verdict::Error);
  REQUIRE(report.error);
  CHECK(report.error->type == "ValueError");
  CHECK(report.error->line == 11);
  CHECK(report.claims.leds_used);
  CHECK(report.claims.read_temperature);
  CHECK_FALSE(report.claims.read_colour);
  CHECK(report.scrolled_text == std::vector<std::string>{"21.5 °C"});
  CHECK(report.frames > 10);
  CHECK(report.pictures < report.frames);
  CHECK(report.film.total_updates == report.frames);
  REQUIRE(report.film.frames.size() >= 3);
  CHECK(report.film.frames[1].time_ms - report.film.frames[0].time_ms >= 2000);
  CHECK(report.film.frames[1].time_ms - report.film.frames[0].time_ms < 2100);
  CHECK(report.out == "27\n");
}

TEST_CASE("a virtual run starts at the minute that was asked for and lasts as long as its sleeps") {
  const auto report =
      ran("import time, datetime\nprint(datetime.datetime.utcnow().isoformat()[:19])\ntime.sleep(12.5)\n"
          "print(datetime.datetime.utcnow().isoformat()[:19])\n");
  CAPTURE_REPORT(report);
  CHECK(report.verdict == Verdict::Finished);
  CHECK(report.out == "2018-02-01T09:00:00\n2018-02-01T09:00:12\n");
  CHECK(base::format_utc(report.start) == "2018-02-01T09:00:00.000Z");
  const double seconds = std::chrono::duration<double>(report.end - report.start).count();
  CHECK(seconds >= 12.5);
  CHECK(seconds < 13.0);
  CHECK(std::abs(seconds - report.usage.wall_s) < 1e-6);
  CHECK(std::abs(report.film.duration_ms - 1000 * seconds) < 2);
}

TEST_CASE("an endless loop that sleeps is cut at its limit, with what it drew") {
  const auto report =
      ran("from sense_hat import SenseHat\nimport time\nhat = SenseHat()\nn = 0\n"
          "while True:\n    hat.clear(n % 256, 0, 0)\n    n += 8\n    time.sleep(0.5)\n");
  CAPTURE_REPORT(report);
  CHECK(report.verdict == Verdict::CutAtLimit);
  CHECK(report.usage.wall_s >= 30.0);
  CHECK(report.usage.wall_s < 30.5);
  CHECK(report.frames >= 59);
  CHECK(report.film.duration_ms >= 30'000);
}

TEST_CASE("the same seed gives the same readings, another seed others") {
  const std::string program =
      "from sense_hat import SenseHat\nhat = SenseHat()\nprint(hat.get_pressure(), hat.get_humidity())\n";
  const TemporaryFolder folder;
  run::RunRequest request = request_for(folder, program);
  request.seed = 7;
  const auto first = ran(request);
  CAPTURE_REPORT(first);
  CHECK(first.out.size() > 5);
  CHECK(ran(request).out == first.out);
  request.seed = 8;
  CHECK(ran(request).out != first.out);
}

TEST_CASE("the colour sensor is there in flight and absent on the first HAT") {
  const std::string program =
      "from sense_hat import SenseHat\nhat = SenseHat()\nprint(hat.has_colour_sensor())\n";
  const TemporaryFolder folder;
  run::RunRequest request = request_for(folder, program);
  CHECK(ran(request).out == "True\n");
  request.profile = hat::Profile::V1;
  const auto first_hat = ran(request);
  CAPTURE_REPORT(first_hat);
  CHECK(first_hat.out == "False\n");
}

TEST_CASE("a real run takes real time, and its stamps are the machine's") {
  const TemporaryFolder folder;
  run::RunRequest request = request_for(folder, "import time\ntime.sleep(0.2)\n");
  request.clock = ClockKind::Real;
  const base::SystemClock clock;
  const base::UtcTime before = clock.utc();
  const auto report = ran(request);
  CAPTURE_REPORT(report);
  CHECK(report.verdict == Verdict::Finished);
  CHECK(report.usage.wall_s >= 0.2);
  CHECK(report.start >= before);
  CHECK(report.end <= clock.utc());
}

TEST_CASE("a program page full of lies gives a report, not a crash") {
  const auto report = ran(
      "import mmap, os, time\npage = mmap.mmap(4, 0)\npage[64:] = os.urandom(len(page) - 64)\ntime.sleep(5)\n"
      "page[64:] = bytes([255]) * (len(page) - 64)\n");
  CAPTURE_REPORT(report);
  CHECK(report.verdict == Verdict::Finished);
  CHECK(report.film.frames.size() < 2000);
}

TEST_CASE("several programs run at once, each on a board of its own") {
  const TemporaryFolder folder;
  const run::RunRequest request =
      request_for(folder, "import time\nfor i in range(20): time.sleep(1)\nprint('ok')\n");
  std::vector<run::RunReport> reports(4);
  std::vector<std::thread> threads;
  threads.reserve(reports.size());
  for (run::RunReport& report : reports) threads.emplace_back([&] { report = ran(request); });
  for (std::thread& thread : threads) thread.join();
  for (const run::RunReport& report : reports) {
    CAPTURE_REPORT(report);
    CHECK(report.verdict == Verdict::Finished);
    CHECK(report.out == "ok\n");
    CHECK(report.usage.wall_s >= 20.0);
    CHECK(report.usage.wall_s < 21.5);
  }
}
