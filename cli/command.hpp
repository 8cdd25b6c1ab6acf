#pragma once

#include <CLI/CLI.hpp>

namespace cupola::cli {

/// What a command leaves for main to return: 0 done · 1 some inputs failed · 2 wrong usage · 3 we failed.
struct Context {
  int status = 0;
};

// One file a command (cli/intake.cpp …): adds its options to `app` and a callback that does the work and sets
// `context.status`. Exceptions are main's: std::invalid_argument → 2, anything else → 3, one line on stderr.
void add_run(CLI::App& app, Context& context);
void add_intake(CLI::App& app, Context& context);
void add_check(CLI::App& app, Context& context);
void add_pack(CLI::App& app, Context& context);
void add_fly(CLI::App& app, Context& context);
void add_pause(CLI::App& app, Context& context);
void add_resume(CLI::App& app, Context& context);
void add_stop(CLI::App& app, Context& context);
void add_film(CLI::App& app, Context& context);
void add_status(CLI::App& app, Context& context);
void add_certify(CLI::App& app, Context& context);
void add_poster(CLI::App& app, Context& context);
void add_mail(CLI::App& app, Context& context);
void add_seal(CLI::App& app, Context& context);
void add_verify(CLI::App& app, Context& context);
void add_track(CLI::App& app, Context& context);
void add_passes(CLI::App& app, Context& context);
void add_record(CLI::App& app, Context& context);
void add_convert(CLI::App& app, Context& context);
void add_emulator(CLI::App& app, Context& context);
void add_watch(CLI::App& app, Context& context);
void add_play(CLI::App& app, Context& context);
void add_doctor(CLI::App& app, Context& context);

}  // namespace cupola::cli
