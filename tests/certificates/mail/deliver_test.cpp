#include "certificates/mail/deliver.hpp"
#include "tests/certificates/mail/sample_letter.hpp"

#include <doctest/doctest.h>

#include <deque>
#include <filesystem>
#include <map>
#include <stdexcept>

using namespace cupola;
using mail::Answer;
using mail_test::Home;
namespace fs = std::filesystem;

namespace {

/// Time that passes only by waiting.
class StoodStill final : public base::Clock {
 public:
  base::Monotonic monotonic() const override { return now; }
  base::UtcTime utc() const override { return base::UtcTime(now); }
  void wait_until(base::Monotonic deadline) override {
    waits.push_back(std::chrono::duration_cast<std::chrono::seconds>(deadline - now));
    now = deadline;
  }
  base::Monotonic now{};
  std::vector<std::chrono::seconds> waits;
};

/// Answers as it was told, Accepted afterwards; as a real one, it has the whole mail before it accepts or is
/// lost.
class Told final : public mail::MailServer {
 public:
  mail::Attempt send(const mail::Mailbox&, const mail::Mailbox& to, const std::string& eml,
                     const std::function<void()>& before_last) override {
    asked.push_back(to.address);
    auto& left = answers[to.address];
    const Answer answer = left.empty() ? Answer::Accepted : left.front();
    if (!left.empty()) left.pop_front();
    if (answer == Answer::Accepted || answer == Answer::Lost) {
      before_last();
      taken.push_back(eml);
    }
    return {answer, "as told"};
  }
  std::map<std::string, std::deque<Answer>> answers;
  std::vector<std::string> asked;
  std::vector<std::string> taken;
};

struct Scene {
  mail::DeliveryReport deliver(const std::vector<mail::Certificate>& certificates, int attempts = 3) {
    mail::SentLog log(home.mission);
    const mail::LetterPlan plan = mail::plan_letters(certificates, log, mail_test::request());
    planned = plan.letters.size();
    return mail::deliver(plan.letters, server, log,
                         {.mission = home.mission,
                          .from = {"Astro Pi", "team@example.org"},
                          .retry = {.attempts = attempts, .first_wait = std::chrono::seconds(10)},
                          .clock = clock,
                          .progress = {},
                          .waiting = {}});
  }
  std::size_t eml_files() const {
    std::size_t count = 0;
    for (const auto& file : fs::directory_iterator(home.mission.folder / "outbox"))
      count += file.path().extension() == ".eml" ? 1U : 0U;
    return count;
  }
  Home home;
  Told server;
  StoodStill clock;
  std::size_t planned = 0;
};

}  // namespace

TEST_CASE("a mail whose certificate was made again is taken out of the outbox, and nothing else is") {
  const Home home;
  const mail::SentLog log(home.mission);
  const auto plan = [&](std::uint16_t edition) {
    mail::Certificate one = home.certificate("one", "a@example.org");
    one.edition = edition;
    return mail::plan_letters({one, home.certificate("two", "b@example.org")}, log, mail_test::request());
  };
  const fs::path outbox = home.mission.folder / "outbox";
  const mail::LetterPlan before = plan(1);
  mail::write_letters(before.letters, home.mission, {"Astro Pi", "team@example.org"}, {});
  base::write_whole_file(outbox / "my own.eml", "kept");
  base::write_whole_file(outbox / "cupola.txt", "kept");
  CHECK(mail::withdraw_others(before.letters, home.mission) == 0);
  const mail::LetterPlan now = plan(2);
  CHECK(mail::withdraw_others(now.letters, home.mission) == 1);
  CHECK_FALSE(fs::exists(mail::eml_path(home.mission, before.letters.at(0))));
  CHECK(fs::exists(mail::eml_path(home.mission, now.letters.at(1))));
  CHECK(fs::exists(outbox / "my own.eml"));
  CHECK(fs::exists(outbox / "cupola.txt"));
  fs::remove_all(outbox);
  CHECK(mail::withdraw_others(now.letters, home.mission) == 0);
}

TEST_CASE("a wrong password stops everything at once, and nothing counts as sent") {
  Scene scene;
  scene.server.answers["a@y.example"] = {Answer::Forbidden};
  const auto report =
      scene.deliver({scene.home.certificate("a", "a@y.example"), scene.home.certificate("b", "b@y.example")});
  CHECK(report.mails == 0);
  CHECK(report.problems.size() == 2);
  CHECK(scene.server.asked.size() == 1);
  CHECK(scene.clock.waits.empty());
}

TEST_CASE("a refused mail is told by its ids; the others are sent") {
  Scene scene;
  scene.server.answers["a@y.example"] = {Answer::Refused};
  const auto report =
      scene.deliver({scene.home.certificate("a", "a@y.example"), scene.home.certificate("b", "b@y.example")});
  CHECK(report.mails == 1);
  CHECK(report.problems == std::vector<std::string>{"a: refused: as told"});
  CHECK(scene.eml_files() == 1);  // the refused one
}

TEST_CASE("what is put off is tried again with growing waits, and given up after the last") {
  Scene scene;
  scene.server.answers["a@y.example"] = {Answer::TryLater, Answer::TryLater};
  scene.server.answers["b@y.example"] = {Answer::TryLater, Answer::TryLater, Answer::TryLater,
                                         Answer::TryLater};
  const auto report =
      scene.deliver({scene.home.certificate("a", "a@y.example"), scene.home.certificate("b", "b@y.example")});
  CHECK(report.mails == 1);
  CHECK(report.problems == std::vector<std::string>{"b: not sent: as told"});
  CHECK(scene.clock.waits ==
        std::vector<std::chrono::seconds>{std::chrono::seconds(10), std::chrono::seconds(20)});
}

TEST_CASE("a server that is not reached is asked once a round, not once a mail") {
  Scene scene;
  scene.server.answers["a@y.example"] = {Answer::NotReached};
  const auto report =
      scene.deliver({scene.home.certificate("a", "a@y.example"), scene.home.certificate("b", "b@y.example")});
  CHECK(report.mails == 2);
  CHECK(scene.server.asked == std::vector<std::string>{"a@y.example", "a@y.example", "b@y.example"});
}

TEST_CASE("a mail that may have arrived is never sent again by itself") {
  Scene scene;
  scene.server.answers["a@y.example"] = {Answer::Lost};
  const auto certificate = scene.home.certificate("a", "a@y.example");
  CHECK(scene.deliver({certificate}).problems.size() == 1);
  scene.deliver({certificate});
  CHECK(scene.planned == 0);
  CHECK(scene.server.taken.size() == 1);
}

TEST_CASE("what was sent is not sent again, and leaves the outbox") {
  Scene scene;
  const auto certificate = scene.home.certificate("a", "a@y.example");
  CHECK(scene.deliver({certificate}).certificates == 1);
  CHECK(scene.deliver({certificate}).certificates == 0);
  CHECK(scene.server.taken.size() == 1);
  CHECK(scene.eml_files() == 0);
}

TEST_CASE("nothing is handed over if the record cannot be written") {
  Scene scene;
  fs::create_directories(scene.home.mission.folder / "outbox");
  const auto certificate = scene.home.certificate("a", "a@y.example");
  mail::SentLog log(scene.home.mission);
  const auto plan = mail::plan_letters({certificate}, log, mail_test::request());
  fs::create_directory(scene.home.mission.folder / "outbox" / "sent.jsonl");
  CHECK_THROWS_AS(mail::deliver(plan.letters, scene.server, log,
                                {.mission = scene.home.mission,
                                 .from = {"", "team@example.org"},
                                 .retry = {},
                                 .clock = scene.clock,
                                 .progress = {},
                                 .waiting = {}}),
                  std::system_error);
  CHECK(scene.server.taken.empty());
}
