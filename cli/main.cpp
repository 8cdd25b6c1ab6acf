#include "cli/command.hpp"

#include <CLI/CLI.hpp>

#include <exception>
#include <initializer_list>
#include <iostream>
#include <stdexcept>
#include <string>
#include <system_error>

namespace {

constexpr int kWrongUsage = 2;
constexpr int kWeFailed = 3;

/// One subcommand: its name, its line in `cupola --help`, and what fills it.
struct Entry {
  const char* name;
  const char* summary;
  void (*add)(cupola::cli::Command, cupola::cli::Context&);
};

// In the order in which a mission goes through them; each command adds its line here with its file.
constexpr std::initializer_list<Entry> kCommands{
    {"emulator", "open the desktop emulator", cupola::cli::add_emulator},
    {"watch", "say in plain text what a board shows", cupola::cli::add_watch},
    {"play", "let a recording be a board's world", cupola::cli::add_play},
    {"run", "run one program in the sandbox and say how it ended", cupola::cli::add_run},
    {"intake", "make or extend a mission from a form and programs", cupola::cli::add_intake},
    {"check", "say which programs may fly, and why the others may not", cupola::cli::add_check},
    {"pack", "make the bundle that is uplinked", cupola::cli::add_pack},
    {"fly", "fly a bundle, or go on with a flight", cupola::cli::add_fly},
    {"pause", "let a flight pause after the present program", cupola::cli::add_pause},
    {"resume", "let a paused flight go on", cupola::cli::add_resume},
    {"stop", "end a flight after the present program", cupola::cli::add_stop},
    {"status", "say where a flight stands", cupola::cli::add_status},
    {"film", "show what the LEDs showed in a run", cupola::cli::add_film},
    {"certify", "make the certificates of a flown mission", cupola::cli::add_certify},
    {"poster", "make a wall map of a whole flight, and a time-lapse", cupola::cli::add_poster},
    {"mail", "send each mentor the certificates of their teams", cupola::cli::add_mail},
    {"seal", "make the keys that seal certificates, and say whose to trust", cupola::cli::add_seal},
    {"verify", "say whether a certificate is genuine and unchanged", cupola::cli::add_verify},
    {"track", "say where the ISS was or will be", cupola::cli::add_track},
    {"passes", "say when to look up and where", cupola::cli::add_passes},
    {"record", "record what the sensors of a running emulator say", cupola::cli::add_record},
    {"doctor", "say what is wrong with this machine, and the remedy", cupola::cli::add_doctor},
    {"convert", "turn a recording of sensors from .hat to CSV or back", cupola::cli::add_convert},
};

int report(int status, const std::exception& error) {
  std::cerr << "cupola: " << error.what() << '\n';
  return status;
}

/// Parses the command line and does what it says; gives the exit status.
int run(int argc, char** argv) {
  CLI::App app{"Cupola: from a child's program to a flight and its certificate", "cupola"};
  app.set_version_flag("--version", "cupola " CUPOLA_VERSION);
  app.require_subcommand(1);
  app.footer("Exit status: 0 done, 1 some entries or inputs failed, 2 wrong usage, 3 Cupola itself failed.");
  cupola::cli::Context context;
  for (const Entry& entry : kCommands) {
    entry.add(cupola::cli::Command{*app.add_subcommand(entry.name, entry.summary)}, context);
  }
  try {
    app.parse(argc, argv);
  } catch (const CLI::ParseError& error) {
    return app.exit(error) == 0 ? 0 : kWrongUsage;
  }
  return context.status;
}

}  // namespace

int main(int argc, char** argv) {
  try {
    return run(argc, argv);
  } catch (const std::invalid_argument& error) {
    return report(kWrongUsage, error);
  } catch (const std::exception& error) {
    return report(kWeFailed, error);
  }
}
