#pragma once

#include "cli/options.hpp"

namespace cupola::cli {

/// What a command leaves for main to return: 0 done · 1 some inputs failed · 2 wrong usage · 3 we failed.
struct Context {
  int status = 0;
};

// One file a command (cli/intake.cpp …): adds its options to `app` and a callback that does the work and sets
// `context.status`. Exceptions are main's: std::invalid_argument → 2, anything else → 3, one line on stderr.
void add_run(Command app, Context& context);
void add_intake(Command app, Context& context);
void add_check(Command app, Context& context);
void add_pack(Command app, Context& context);
void add_fly(Command app, Context& context);
void add_pause(Command app, Context& context);
void add_resume(Command app, Context& context);
void add_stop(Command app, Context& context);
void add_film(Command app, Context& context);
void add_status(Command app, Context& context);
void add_certify(Command app, Context& context);
void add_poster(Command app, Context& context);
void add_mail(Command app, Context& context);
void add_seal(Command app, Context& context);
void add_verify(Command app, Context& context);
void add_track(Command app, Context& context);
void add_passes(Command app, Context& context);
void add_record(Command app, Context& context);
void add_convert(Command app, Context& context);
void add_emulator(Command app, Context& context);
void add_watch(Command app, Context& context);
void add_play(Command app, Context& context);
void add_doctor(Command app, Context& context);

}  // namespace cupola::cli
