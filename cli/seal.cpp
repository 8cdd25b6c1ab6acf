#include "certificates/seal/keys.hpp"
#include "certificates/seal/pdf_signature.hpp"
#include "cli/command.hpp"
#include "cli/report.hpp"
#include "runner/mission/mission.hpp"

#include <fmt/format.h>

#include <filesystem>
#include <memory>
#include <stdexcept>
#include <string>

namespace cupola::cli {
namespace {

struct InitOptions {
  std::string mission;
  bool certificate = false;
};

struct TrustOptions {
  std::string file, mission;
};

/// Says what was made; whether there was anything to make.
bool make_seal_keys(const mission::Mission& mission) {
  const seal::KeysMade made = seal::make_keys(mission);
  const record::PublicKey key = record::load_public_key(seal::public_key_path(mission));
  const std::string id = seal::key_id_hex(seal::key_id(key));
  if (made == seal::KeysMade::None) {
    complain(
        fmt::format("{} has its seal key already ({}); nothing was changed", mission.folder.native(), id));
    return false;
  }
  print(fmt::format(
      "Seal key {} in {}/keys: {}.\n"
      "Keep a copy of the folder keys in a safe place, and publish keys/seal.pub: whoever trusts it "
      "(cupola seal trust seal.pub --mission {}) can verify the certificates.\n",
      id, mission.folder.native(),
      made == seal::KeysMade::All ? "seal.key, seal.pub, names.secret" : "what was missing", mission.id));
  return true;
}

bool make_pdf_certificate(const mission::Mission& mission) {
  if (!seal::make_pdf_signer(mission)) {
    complain(
        fmt::format("{} has its PDF signature key already; nothing was changed", mission.folder.native()));
    return false;
  }
  print(
      fmt::format("PDF signature: keys/pdf-signature.key, and its self-signed certificate "
                  "keys/pdf-signature.crt for publishing.\n"));
  return true;
}

int init(const InitOptions& options) {
  const mission::Mission mission = mission::read_mission(options.mission);
  const mission::MissionLock lock(mission.folder);
  const bool keys = make_seal_keys(mission);
  const bool certificate = options.certificate && make_pdf_certificate(mission);
  return keys || certificate ? 0 : kSomeFailed;
}

int trust(const TrustOptions& options) {
  if (!options.mission.empty() && !mission::is_plain_id(options.mission, 64))
    throw std::invalid_argument("--mission: must be 1–64 letters, digits, _ or -");
  const seal::TrustedKey key{record::load_public_key(options.file), options.mission};
  seal::trust(key, seal::trust_folder());
  print(fmt::format("The key {} is trusted for {}.\n", seal::key_id_hex(seal::key_id(key.key)),
                    options.mission.empty() ? "every mission" : "the mission " + options.mission));
  return 0;
}

void add_init(Command app, Context& context) {
  const auto options = std::make_shared<InitOptions>();
  app.add_option("MISSION", options->mission, "The mission's folder").required();
  app.add_flag("--certificate", options->certificate,
               "Also a key and a self-signed certificate, with which certify signs the PDF files (CAdES)");
  app.footer("Makes what is missing in MISSION/keys and never touches what is there.");
  app.callback([options, &context] { context.status = init(*options); });
}

void add_trust(Command app, Context& context) {
  const auto options = std::make_shared<TrustOptions>();
  app.add_option("FILE", options->file, "The organisers' public key, seal.pub, from themselves").required();
  app.add_option("--mission", options->mission, "The only mission it may seal for (default: any)")
      .type_name("ID");
  app.callback([options, &context] { context.status = trust(*options); });
}

}  // namespace

void add_seal(Command app, Context& context) {
  app.require_subcommand();
  add_init(app.add_subcommand("init", "make the keys with which a mission seals its certificates"), context);
  add_trust(app.add_subcommand("trust", "trust a public key when verifying"), context);
}

}  // namespace cupola::cli
