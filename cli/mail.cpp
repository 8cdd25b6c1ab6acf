#include "certificates/mail/deliver.hpp"
#include "certificates/mail/letter_words.hpp"
#include "certificates/mail/smtp_server.hpp"
#include "certificates/seal/editions.hpp"
#include "certificates/seal/verify.hpp"
#include "cli/command.hpp"
#include "cli/report.hpp"
#include "hat_driver/base/clock.hpp"
#include "hat_driver/base/whole_file.hpp"
#include "runner/mission/checks.hpp"
#include "runner/record/sha256.hpp"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <functional>
#include <map>
#include <memory>
#include <stdexcept>
#include <string>
#include <vector>

namespace cupola::cli {
namespace {

namespace fs = std::filesystem;

struct MailOptions {
  std::string mission, certificates, from, smtp, user, password_file, ca, language;
  std::vector<std::string> entries;
  int attempts = 4;
  int wait_s = 30;
  unsigned largest_mib = 7;
  bool plain = false, dry_run = false, again_uncertain = false, json = false;
};

/// The entry's own language if there are words in it, else what was asked for.
std::string language_of(const mission::Entry& entry, const std::string& otherwise) {
  const std::string main = entry.language.substr(0, entry.language.find('-'));
  const std::vector<std::string> known = mail::languages();
  return std::find(known.begin(), known.end(), main) == known.end() ? otherwise : main;
}

fs::path folder_of(const mission::Mission& mission, const MailOptions& options) {
  return options.certificates.empty() ? mission.folder / "certificates" : fs::path(options.certificates);
}

/// Whether a pack is the whole file that was made, holds just the certificates of a letter, and none of them
/// was made again since.
bool is_pack_of(const fs::path& pack, const mail::Letter& letter) {
  const auto content =
      nlohmann::json::parse(base::read_whole_file(fs::path(pack).replace_extension(".json")), nullptr, false);
  nlohmann::json ids = nlohmann::json::array();
  for (const mail::Certificate& each : letter.certificates) {
    ids.push_back(each.entry.id);
    if (fs::last_write_time(each.file) > fs::last_write_time(pack)) return false;
  }
  return content.is_object() && content.value("schema", "") == "cupola-pack/1" &&
         content.contains("entries") && content["entries"] == ids &&
         content.value("pdf_sha256", "") == record::sha256_hex(base::read_whole_file(pack));
}

/// `cupola certify --packs` made one PDF of a mentor's certificates: it goes in their place.
void use_packs(mail::LetterPlan& plan, const fs::path& folder) {
  for (mail::Letter& letter : plan.letters) {
    const fs::path pack = folder / "packs" / (letter.certificates.front().entry.id + ".pdf");
    if (letter.certificates.size() < 2 || !fs::exists(pack)) continue;
    if (fs::exists(fs::path(pack).replace_extension(".json")) && is_pack_of(pack, letter)) letter.pack = pack;
  }
}

bool is_of_participation(const fs::path& file) { return file.parent_path().filename() == "participation"; }

/// What the check before the flight found in the program the entry has now, if it held it back.
std::vector<std::string> findings_of(const mission::Entry& entry, const mission::Mission& mission,
                                     const std::map<std::string, mission::CheckResult>& checks) {
  const auto found = checks.find(entry.id);
  if (found == checks.end() || found->second.flight || !mission::is_current(found->second, mission, entry))
    return {};
  return found->second.refusals;
}

/// The certificates that are there, in the order received; for who did not fly the one of participation.
std::vector<mail::Certificate> certificates_of(const mission::Mission& mission, const MailOptions& options) {
  const fs::path folder = folder_of(mission, options);
  if (!fs::is_directory(folder))
    throw std::invalid_argument(folder.native() + ": no certificates here; cupola certify makes them");
  const auto editions = seal::Editions::latest_of(mission);
  const auto checks = mission::read_checks(mission);
  std::vector<mail::Certificate> found;
  for (const mission::Entry& entry : mission::read_entries(mission)) {
    const auto& wanted = options.entries;
    if (!wanted.empty() && std::find(wanted.begin(), wanted.end(), entry.id) == wanted.end()) continue;
    fs::path file = folder / (entry.id + ".pdf");
    if (!fs::exists(file)) file = folder / "participation" / (entry.id + ".pdf");
    if (!fs::exists(file)) continue;
    const auto edition = editions.find(entry.id);
    found.push_back({.entry = entry,
                     .edition = edition == editions.end() ? std::uint16_t{0} : edition->second,
                     .file = file,
                     .language = language_of(entry, options.language),
                     .to_change = is_of_participation(file) ? findings_of(entry, mission, checks)
                                                            : std::vector<std::string>()});
  }
  return found;
}

/// Keeps back a file that is not the certificate that counts: of before a correction, of another mission, or
/// changed since.
std::function<std::string(const mail::Certificate&)> examiner(const mission::Mission& mission) {
  if (!fs::exists(seal::public_key_path(mission))) return {};
  seal::Evidence evidence;
  seal::add_mission(mission, evidence);
  return [evidence = std::move(evidence)](const mail::Certificate& certificate) -> std::string {
    if (is_of_participation(certificate.file)) return {};  // these have no seal
    for (const seal::Judgement& judgement :
         seal::judge_file(base::read_whole_file(certificate.file), evidence)) {
      if (judgement.genuine() && judgement.payload->entry == certificate.entry.id) continue;
      const std::string what =
          judgement.genuine() ? "of another entry" : std::string(seal::finding_name(judgement.finding));
      return fmt::format("{} is not the certificate that counts ({}); make it again with cupola certify",
                         certificate.file.native(), what);
    }
    return {};
  };
}

std::string password_of(const MailOptions& options) {
  if (options.password_file.empty()) {
    const char* password = std::getenv("CUPOLA_SMTP_PASSWORD");
    return password == nullptr ? "" : password;
  }
  std::string text = base::read_whole_file(options.password_file, 4096);
  while (!text.empty() && (text.back() == '\n' || text.back() == '\r')) text.pop_back();
  return text;
}

mail::SmtpSettings settings_of(const MailOptions& options) {
  using Encryption = mail::SmtpSettings::Encryption;
  return {.url = options.smtp,
          .user = options.user,
          .password = options.user.empty() ? std::string() : password_of(options),
          .ca_file = options.ca,
          .encryption = options.plain ? Encryption::None : Encryption::Required};
}

std::string count(std::size_t number, const char* one, const char* many) {
  return fmt::format("{} {}", number, number == 1 ? one : many);
}

void say_plan(const mail::LetterPlan& plan, const MailOptions& options) {
  std::size_t certificates = 0;
  for (const mail::Letter& letter : plan.letters) certificates += letter.certificates.size();
  print(fmt::format("{} with {} {}\n", count(plan.letters.size(), "mail", "mails"),
                    count(certificates, "certificate", "certificates"),
                    options.dry_run        ? "would be sent; nothing was written"
                    : options.smtp.empty() ? "in the outbox; give --smtp to send them"
                                           : "to send"));
  if (plan.sent_before > 0)
    print(count(plan.sent_before, "certificate was", "certificates were") + " sent before\n");
  if (!options.dry_run) return;
  for (const mail::Letter& letter : plan.letters) {
    std::string ids;
    for (const mail::Certificate& each : letter.certificates) ids += " " + each.entry.id;
    print(fmt::format("  {}:{}\n", letter.language, ids));
  }
}

std::vector<std::string> problems_of(const mail::LetterPlan& plan) {
  std::vector<std::string> problems = plan.problems;
  for (const std::string& id : plan.uncertain) {
    problems.push_back(id +
                       ": may have arrived when the connection was cut; ask the mentor, then cupola mail "
                       "--again-uncertain if it has not");
  }
  return problems;
}

std::string json_of(const mail::LetterPlan& plan, const mail::DeliveryReport& report, std::size_t withdrawn,
                    const std::vector<std::string>& problems) {
  nlohmann::ordered_json object;
  object["planned"] = nlohmann::ordered_json::array();
  for (const mail::Letter& letter : plan.letters) {
    nlohmann::ordered_json each;
    each["message_id"] = letter.message_id;
    each["language"] = letter.language;
    for (const mail::Certificate& certificate : letter.certificates)
      each["entries"].push_back(certificate.entry.id);
    object["planned"].push_back(std::move(each));
  }
  object["mails_sent"] = report.mails;
  object["certificates_sent"] = report.certificates;
  object["certificates_sent_before"] = plan.sent_before;
  object["mails_withdrawn"] = withdrawn;
  object["problems"] = problems;
  return object.dump(2, ' ', false, nlohmann::ordered_json::error_handler_t::replace) + "\n";
}

mail::DeliveryReport send(const mail::LetterPlan& plan, mail::SentLog& log, const mission::Mission& mission,
                          const MailOptions& options) {
  base::SystemClock clock;
  const mail::Mailbox from = mail::parse_mailbox(options.from);
  if (options.smtp.empty()) {
    mail::write_letters(plan.letters, mission, from, clock.utc());
    return {};
  }
  mail::SmtpServer server(settings_of(options));
  ProgressLine line;
  const mail::Delivering how{
      .mission = mission,
      .from = from,
      .retry = {.attempts = options.attempts, .first_wait = std::chrono::seconds(options.wait_s)},
      .clock = clock,
      .progress = [&](std::size_t done,
                      std::size_t total) { line.show(fmt::format("{} of {} mails", done, total)); },
      .waiting =
          [&](std::chrono::seconds wait, std::size_t mails) {
            line.show(fmt::format("{} to try again in {} s", count(mails, "mail", "mails"), wait.count()));
          }};
  return mail::deliver(plan.letters, server, log, how);
}

int mail_certificates(const MailOptions& options) {
  const mission::Mission mission = mission::read_mission(options.mission);
  const mission::MissionLock lock(mission.folder);
  mail::SentLog log(mission);
  const std::vector<std::string> languages = mail::languages();
  if (std::find(languages.begin(), languages.end(), options.language) == languages.end())
    throw std::invalid_argument("--language: there is no mail in " + options.language);
  const mail::PlanRequest request{
      .mission = mission.id,
      .from = mail::parse_mailbox(options.from),
      .largest_bytes = std::size_t{options.largest_mib} << 20,
      .uncertain = options.again_uncertain ? mail::Uncertain::SendAgain : mail::Uncertain::LeaveOut,
      .examine = examiner(mission)};
  const std::vector<mail::Certificate> certificates = certificates_of(mission, options);
  mail::LetterPlan plan = mail::plan_letters(certificates, log, request);
  use_packs(plan, folder_of(mission, options));
  for (const std::string& id : options.entries) {
    const auto is_it = [&](const mail::Certificate& each) { return each.entry.id == id; };
    if (std::none_of(certificates.begin(), certificates.end(), is_it))
      plan.problems.push_back(id + ": there is no certificate of such an entry");
  }
  mail::DeliveryReport report;
  if (!options.json) say_plan(plan, options);
  std::size_t withdrawn = 0;
  // With --entry the plan tells nothing of the others.
  if (!options.dry_run && options.entries.empty()) withdrawn = mail::withdraw_others(plan.letters, mission);
  if (!options.json && withdrawn > 0)
    print(count(withdrawn, "mail was", "mails were") +
          " taken out of the outbox: made again since, sent or held back\n");
  if (!options.dry_run) report = send(plan, log, mission, options);
  std::vector<std::string> problems = problems_of(plan);
  problems.insert(problems.end(), report.problems.begin(), report.problems.end());
  if (options.json) {
    print(json_of(plan, report, withdrawn, problems));
  } else if (!options.dry_run && !options.smtp.empty()) {
    print(fmt::format("{} sent with {}\n", count(report.mails, "mail", "mails"),
                      count(report.certificates, "certificate", "certificates")));
  }
  for (const std::string& problem : problems) complain(problem);
  return problems.empty() ? 0 : kSomeFailed;
}

void add_server_options(Command app, MailOptions& options) {
  app.add_option("--smtp", options.smtp,
                 "The mail server: smtp://HOST[:587] or smtps://HOST[:465]; without it the "
                 "mails are only written into MISSION/outbox")
      .type_name("URL");
  app.add_option("--user", options.user,
                 "User name for the server; its password comes from --password-file or the "
                 "environment variable CUPOLA_SMTP_PASSWORD")
      .type_name("NAME");
  app.add_option("--password-file", options.password_file, "A file with the password only").type_name("FILE");
  app.add_option("--ca", options.ca, "Certificates to trust instead of the machine's (PEM)")
      .type_name("FILE");
  app.add_flag("--plain", options.plain, "Without encryption: only for a server on this machine");
  app.add_option("--attempts", options.attempts, "How often to try what the server puts off")
      .in_range(1, 20)
      .capture_default_str();
  app.add_option("--wait", options.wait_s, "Seconds before the second attempt; doubled for each further one")
      .in_range(0, 3600)
      .capture_default_str();
}

}  // namespace

void add_mail(Command app, Context& context) {
  const auto options = std::make_shared<MailOptions>();
  options->language = "en";
  app.add_option("MISSION", options->mission, "The mission's folder").required();
  app.add_option("--from", options->from, "Who sends: \"NAME <address>\"; answers go there")
      .type_name("MAILBOX")
      .required();
  add_server_options(app, *options);
  app.add_option("--certificates", options->certificates, "Where they are (default: MISSION/certificates)")
      .type_name("DIR");
  app.add_option("--entry", options->entries, "Only this entry; may be given several times")
      .type_name("ID")
      .one_value_each();
  app.add_option("--language", options->language, "Of mails whose entry names none that there are words in")
      .capture_default_str();
  app.add_option("--largest", options->largest_mib,
                 "MiB of certificates in one mail; more become several mails")
      .in_range(1, 100)
      .capture_default_str();
  app.add_flag("--dry-run", options->dry_run, "Say what would be sent, and write and send nothing");
  app.add_flag("--again-uncertain", options->again_uncertain,
               "Also send what may have arrived already, because an answer of the server was lost");
  app.add_flag("--json", options->json, "One JSON object instead of words");
  app.footer(
      "Sends each mentor the certificates of their teams, each edition once: run it again at any time.\n"
      "Example: cupola mail mission --from \"Astro Pi <team@example.org>\" --smtp smtp://mail.example.org "
      "--user team");
  app.callback([options, &context] { context.status = mail_certificates(*options); });
}

}  // namespace cupola::cli
