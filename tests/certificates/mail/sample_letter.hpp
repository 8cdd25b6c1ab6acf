#pragma once

#include "certificates/mail/outbox.hpp"
#include "hat_driver/base/whole_file.hpp"
#include "tests/support/temporary_folder.hpp"

#include <filesystem>
#include <string>

namespace cupola::mail_test {

/// A mission's folder with an outbox, and certificates of any size.
class Home {
 public:
  Home() {
    mission.folder = folder_.path();
    mission.id = "zero-2018";
    mission.name = "Mission Zero 2018";
    std::filesystem::create_directories(mission.folder / "outbox");
  }

  mail::Certificate certificate(const std::string& id, const std::string& email,
                                std::size_t bytes = 100) const {
    mail::Certificate made;
    made.entry.id = id;
    made.entry.team = "Team " + id;
    made.entry.mentor = "Μ. Mentor";
    made.entry.email = email;
    made.edition = 1;
    made.file = mission.folder / (id + ".pdf");
    made.language = "en";
    base::write_whole_file(made.file, std::string(bytes, 'x'));
    return made;
  }

  mission::Mission mission;

 private:
  tests::TemporaryFolder folder_;
};

inline mail::PlanRequest request() {
  return {.mission = "zero-2018", .from = {"Astro Pi", "team@example.org"}};
}

}  // namespace cupola::mail_test
