#include "runner/flight/control.hpp"

#include "cli/command.hpp"
#include "cli/report.hpp"

#include <fmt/format.h>

#include <cerrno>
#include <filesystem>
#include <memory>
#include <system_error>

namespace cupola::cli {
namespace {

/// Tells the flight in `log` what to do, and the operator what will happen.
int tell(const std::filesystem::path& log, const char* wish, const char* effect) {
  try {
    flight::send_order(log, wish);
  } catch (const std::system_error& error) {
    const int reason = error.code().value();
    if (reason != ENOENT && reason != ECONNREFUSED && reason != ENOTDIR) throw;
    complain(fmt::format("{}: no flight is running here; cupola status says where it stands", log.native()));
    return kSomeFailed;
  }
  print(fmt::format("told the flight in {}: {}\n", log.native(), effect));
  return 0;
}

void add_order(Command app, Context& context, const char* wish, const char* effect) {
  const auto log = std::make_shared<std::filesystem::path>();
  app.add_option("log", *log, "The log folder of the flight").type_name("DIR").required();
  app.footer(
      "Goes through the socket DIR/control, which only the owner of the flight may use. The same by "
      "signals:\n"
      "SIGUSR1 to the flight's process pauses it and lets it go on again, SIGTERM stops it after the present "
      "program.");
  app.callback([log, wish, effect, &context] { context.status = tell(*log, wish, effect); });
}

}  // namespace

void add_pause(Command app, Context& context) {
  add_order(app, context, "pause", "it pauses after the present program, until cupola resume");
}

void add_resume(Command app, Context& context) { add_order(app, context, "resume", "it goes on"); }

void add_stop(Command app, Context& context) {
  add_order(app, context, "stop", "it ends after the present program; starting it again flies the rest");
}

}  // namespace cupola::cli
