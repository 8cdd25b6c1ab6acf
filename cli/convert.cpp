#include "cli/command.hpp"
#include "cli/recordings.hpp"
#include "cli/report.hpp"

#include <fmt/format.h>

#include <memory>

namespace cupola::cli {
namespace {

struct ConvertOptions {
  std::filesystem::path in;
  std::filesystem::path out;
  RecordingFormat format;
};

int convert(const ConvertOptions& options) {
  check_recording_name(options.in, options.format);
  check_recording_name(options.out, options.format);
  try {
    const world::ReadRecording read = load_recording(options.in, options.format);
    save_recording(options.out, read.recording, options.format);
    print(fmt::format("{}: {}\n", options.out.native(), extent(read.recording)));
    return read.damage.empty() ? 0 : kSomeFailed;
  } catch (const BadRecording& error) {
    complain(error.what());
    return kSomeFailed;
  }
}

}  // namespace

void add_convert(Command app, Context& context) {
  const auto options = std::make_shared<ConvertOptions>();
  app.add_option("in", options->in, "A recording: .hat (of sense_rec, version 1 or 2) or .csv")
      .type_name("IN")
      .required();
  app.add_option("out", options->out, "What to make of it: .hat or .csv; replaced if it is there")
      .type_name("OUT")
      .required();
  add_format_options(app, options->format);
  app.footer(
      "Reads what sense_rec, sense_csv and cupola record write, and the published data of the ISS\n"
      "(docs/recordings.md). A recording that is cut off at the end gives its whole rows, one line that "
      "says\n"
      "where it ends, and exit status 1; one that is no recording gives that line and no file.");
  app.callback([options, &context] { context.status = convert(*options); });
}

}  // namespace cupola::cli
