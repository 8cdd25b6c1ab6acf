#include "emulator/app/window/record_page.hpp"
#include "emulator/app/window/file_problem.hpp"
#include "emulator/picture/apng.hpp"
#include "emulator/picture/gif.hpp"
#include "emulator/picture/png.hpp"
#include "emulator/world/hat_file.hpp"
#include "emulator/world/recording_csv.hpp"
#include "hat_driver/base/whole_file.hpp"

#include <algorithm>
#include <cerrno>
#include <chrono>
#include <exception>
#include <fstream>
#include <iterator>
#include <numbers>
#include <system_error>
#include <utility>

namespace cupola::app {
namespace {

namespace fs = std::filesystem;
using namespace std::chrono_literals;

constexpr base::Monotonic kRowPeriod = 50ms;
/// An hour and more of the existing tools' recordings, which have a row every 3 ms.
constexpr std::size_t kLargestFile = std::size_t{512} << 20;
constexpr std::size_t kRowsAtOnce = 100;  // five seconds
/// 24 hours at our own rate; past it the recording ends and is kept.
constexpr std::size_t kMostRows = std::size_t{24} * 3600 * 20;

double seconds(std::chrono::nanoseconds time) { return std::chrono::duration<double>(time).count(); }

std::chrono::nanoseconds from_seconds(double time_s) {
  return std::chrono::duration_cast<std::chrono::nanoseconds>(std::chrono::duration<double>(time_s));
}

std::string read_part(std::ifstream& file, std::size_t from, std::size_t size) {
  std::string bytes(size, '\0');
  file.seekg(static_cast<std::streamoff>(from));
  file.read(bytes.data(), static_cast<std::streamsize>(size));
  bytes.resize(static_cast<std::size_t>(file.gcount()));
  file.clear();
  return bytes;
}

hat::Orientation pose_of(const world::Orientation& orientation) {
  constexpr double kRadians = std::numbers::pi / 180;
  return {.roll = orientation.roll_deg * kRadians,
          .pitch = orientation.pitch_deg * kRadians,
          .yaw = orientation.yaw_deg * kRadians};
}

}  // namespace

RecordPage::RecordPage(serve::Host& host, SDL_Renderer* renderer, fs::path folder, const base::Clock& clock)
    : host_(host), clock_(clock), folder_(std::move(folder)), texture_(renderer) {
  list_kept_files();
}

/// A start does not wait for what nobody may look at: of each file only the length is read.
void RecordPage::list_kept_files() {
  std::error_code error;
  std::vector<fs::path> files;
  for (const fs::directory_entry& entry : fs::directory_iterator(folder_, error)) {
    if (entry.path().extension() == ".hat") files.push_back(entry.path());
  }
  std::sort(files.begin(), files.end());
  std::size_t unreadable = 0;
  for (const fs::path& file : files) {
    try {
      list_.push_back(glance(file));
      kept_.push_back({.name = list_.back().name, .loaded = false});
    } catch (const std::exception& problem) {
      if (unreadable++ == 0) notes_.push_back(file_problem(file, problem));
    }
  }
  if (unreadable > 1)
    notes_.push_back({"{0} more recordings could not be read.", {std::to_string(unreadable - 1)}});
}

/// Its first and its last row, as if they were all.
ui::RecordingEntry RecordPage::glance(const fs::path& path) const {
  ui::RecordingEntry entry{.name = path.stem(),
                           .lights = fs::exists(fs::path(path).replace_extension(".film"))};
  std::ifstream file(path, std::ios::binary);
  if (!file) throw std::system_error(errno, std::generic_category());
  const auto rows = world::hat_rows(read_part(file, 0, world::kHatHeadBytes), fs::file_size(path));
  if (!rows) return entry;
  std::string ends = read_part(file, 0, rows->second_at);
  ends += read_part(file, rows->last_at, rows->second_at - world::kHatHeadBytes);
  entry.length_s = seconds(std::chrono::nanoseconds(world::read_hat(ends).recording.duration_ns()));
  return entry;
}

RecordPage::Kept RecordPage::read(const fs::path& path) {
  const std::string bytes = base::read_whole_file(path, kLargestFile);
  world::ReadRecording read = path.extension() == ".csv" ? world::read_csv(bytes) : world::read_hat(bytes);
  Kept kept{.name = path.stem(), .recording = std::move(read.recording)};
  if (!read.damage.empty()) {
    kept.notes.push_back({"{0}", {read.damage}});
  } else if (!read.notes.empty()) {
    kept.notes.push_back({"{0}", {read.notes.front()}});
  }
  const fs::path film = fs::path(path).replace_extension(".film");
  std::error_code error;
  if (fs::exists(film, error)) kept.film = picture::decode_film(base::read_whole_file(film, kLargestFile));
  return kept;
}

void RecordPage::write(const Kept& kept) const {
  fs::create_directories(folder_);
  if (!kept.film.frames.empty())
    base::write_whole_file(folder_ / (kept.name + ".film"), picture::encode_film(kept.film));
  base::write_whole_file(folder_ / (kept.name + ".hat"),
                         world::write_hat(kept.recording, world::HatVersion::Two));
}

std::optional<std::size_t> RecordPage::kept_called(const std::string& name) const {
  const auto found =
      std::find_if(kept_.begin(), kept_.end(), [&](const Kept& kept) { return kept.name == name; });
  if (found == kept_.end()) return std::nullopt;
  return static_cast<std::size_t>(found - kept_.begin());
}

/// Whether the files of that name hold just this.
bool RecordPage::is_same(const Kept& kept, const std::string& name) const {
  const fs::path file = folder_ / (name + ".hat");
  std::error_code error;
  return fs::exists(file, error) && base::read_whole_file(file, kLargestFile) ==
                                        world::write_hat(kept.recording, world::HatVersion::Two);
}

void RecordPage::open_kept(std::size_t which) {
  if (!kept_[which].loaded) {
    const fs::path file = folder_ / (kept_[which].name + ".hat");
    try {
      kept_[which] = read(file);
    } catch (const std::exception& problem) {
      kept_[which].notes = {file_problem(file, problem)};
    }
  }
  open_ = which;
  ++revision_;
}

ui::Phrase RecordPage::open_file(const fs::path& path) {
  try {
    Kept kept = read(path);
    if (kept.recording.rows.empty()) return {"{0} holds no samples.", {path.filename().string()}};
    if (const auto same = kept_called(kept.name); same && is_same(kept, kept.name)) {
      open_kept(*same);
      return {};
    }
    make_unique(kept.name);
    try {
      write(kept);
    } catch (const std::exception& problem) {
      kept.notes.push_back(file_problem(folder_ / (kept.name + ".hat"), problem));
    }
    keep(std::move(kept));
    return {};
  } catch (const std::exception& problem) {
    return file_problem(path, problem);
  }
}

void RecordPage::keep(Kept kept) {
  list_.push_back({.name = kept.name,
                   .length_s = seconds(std::chrono::nanoseconds(kept.recording.duration_ns())),
                   .lights = !kept.film.frames.empty()});
  kept_.push_back(std::move(kept));
  open_ = kept_.size() - 1;
  ++revision_;
}

void RecordPage::start_recording() {
  const base::UtcTime now = clock_.utc();
  making_ = Kept{};
  making_->name = base::format_utc(now).substr(0, 19);
  std::replace(making_->name.begin(), making_->name.end(), ':', '-');
  make_unique(making_->name);
  film_ = {};
  updates_ = host_.leds().updates;
  saved_rows_ = 0;
  can_save_ = true;
  started_ = clock_.monotonic();
  next_row_ = started_;
  host_.start_recording();
  if (const auto leds = host_.leds(); leds.picture) film_.add(0, leds.picture->frame);
  open_.reset();
  ++revision_;
}

void RecordPage::take_row(base::Monotonic now) {
  const serve::Readings readings = host_.readings();
  const world::Samples samples{readings.humidity, readings.pressure, readings.motion, readings.light};
  const auto utc_ns = std::chrono::nanoseconds(clock_.utc().time_since_epoch()).count();
  auto& rows = making_->recording.rows;
  const std::int64_t time_ns = rows.empty() ? utc_ns : std::max(rows.back().time_ns, utc_ns);
  rows.push_back(world::row_of(time_ns, samples, pose_of(host_.orientation())));
  next_row_ = std::max(*next_row_ + kRowPeriod, now);
  if (rows.size() - saved_rows_ >= kRowsAtOnce) save_new_rows();
}

/// Two recordings may start in one second, and a clock may be set back: none may take the other's place.
void RecordPage::make_unique(std::string& name) const {
  const std::string wanted = name;
  const auto taken = [this](const std::string& candidate) {
    return fs::exists(folder_ / (candidate + ".hat")) ||
           std::any_of(kept_.begin(), kept_.end(), [&](const Kept& kept) { return kept.name == candidate; });
  };
  for (int number = 2; taken(name); ++number) name = wanted + "-" + std::to_string(number);
}

void RecordPage::save_new_rows() {
  // Behind half a row nothing could be read: after a failure the file waits for the end of the recording.
  if (!can_save_) return;
  const std::vector<world::RecordedRow>& rows = making_->recording.rows;
  const world::Recording fresh{{rows.begin() + static_cast<std::ptrdiff_t>(saved_rows_), rows.end()}};
  const bool first = saved_rows_ == 0;
  const std::string bytes = world::write_hat(fresh, world::HatVersion::Two);
  const std::size_t header = first ? 0 : world::write_hat({}, world::HatVersion::Two).size();
  std::error_code error;
  fs::create_directories(folder_, error);
  std::ofstream file(folder_ / (making_->name + ".hat"),
                     std::ios::binary | (first ? std::ios::trunc : std::ios::app));
  file << std::string_view(bytes).substr(header) << std::flush;
  can_save_ = file.good();
  saved_rows_ = rows.size();
}

void RecordPage::take_pictures(base::Monotonic now) {
  for (const board::Picture& picture : host_.take_pictures()) {
    const std::int64_t stamp = std::clamp(picture.stamp_ns, started_.count(), now.count());
    film_.add(static_cast<std::uint64_t>(stamp - started_.count()), picture.frame);
  }
}

bool RecordPage::tick() {
  if (!making_) return false;
  const base::Monotonic now = clock_.monotonic();
  if (now < *next_row_) return false;
  take_row(now);
  take_pictures(now);
  if (making_->recording.rows.size() >= kMostRows) stop_recording();
  return true;
}

void RecordPage::stop_recording() {
  if (!making_) return;
  const base::Monotonic now = clock_.monotonic();
  take_pictures(now);
  const serve::Leds leds = host_.leds();
  const std::uint64_t updates = leds.updates >= updates_ ? leds.updates - updates_ : leds.updates;
  making_->film = film_.finish(static_cast<std::uint64_t>((now - started_).count()), updates, leds.gamma);
  next_row_.reset();
  Kept kept = std::move(*making_);
  making_.reset();
  try {
    write(kept);
  } catch (const std::exception& problem) {
    kept.notes.push_back(file_problem(folder_ / (kept.name + ".hat"), problem));
  }
  keep(std::move(kept));
}

void RecordPage::play() {
  if (!open_) return;
  if (playing_ != open_) {
    host_.play(kept_[*open_].recording);
    playing_ = open_;
    return;
  }
  host_.steer_playback([](world::RecordingPlayer& player, base::Monotonic now) { player.play(now); });
}

void RecordPage::choose_export(ui::ExportKind kind, FileChooser& chooser) {
  if (!open_) return;
  constexpr const char* kSuffixes[] = {".csv", ".hat", ".gif", ".png", ".png"};
  const char* const suffix = kSuffixes[static_cast<std::size_t>(kind)];
  const std::size_t which = *open_;
  chooser.ask({.purpose = ui::FilePurpose::Save,
               .title = "Save the recording",
               .suffixes = {suffix},
               .suggestion = kept_[which].name + suffix,
               .take = [this, which, kind](const fs::path& path) {
                 const Kept& kept = kept_[which];
                 try {
                   switch (kind) {
                     case ui::ExportKind::Csv:
                       base::write_whole_file(path, world::write_csv(kept.recording));
                       break;
                     case ui::ExportKind::Hat:
                       base::write_whole_file(
                           path, world::write_hat(kept.recording, world::version_for(kept.recording)));
                       break;
                     case ui::ExportKind::Gif:
                       base::write_whole_file(path, picture::encode_gif(kept.film));
                       break;
                     case ui::ExportKind::Apng:
                       base::write_whole_file(path, picture::encode_apng(kept.film));
                       break;
                     case ui::ExportKind::Png:
                       base::write_whole_file(path, picture::encode_png(picture::film_strip(kept.film)));
                       break;
                   }
                   return ui::Phrase();
                 } catch (const std::exception& problem) {
                   return file_problem(path, problem);
                 }
               }});
}

void RecordPage::apply(const ui::RecordingPanelRequests& requests, FileChooser& chooser) {
  using world::RecordingPlayer;
  if (requests.record) start_recording();
  if (requests.stop_recording) stop_recording();
  if (requests.open && *requests.open < kept_.size()) open_kept(*requests.open);
  if (requests.play) play();
  if (requests.pause) {
    host_.steer_playback([](RecordingPlayer& player, base::Monotonic now) { player.pause(now); });
  }
  if (requests.seek_s) {
    const bool fresh = playing_ != open_;
    if (fresh) play();
    host_.steer_playback([&](RecordingPlayer& player, base::Monotonic now) {
      if (fresh) player.pause(now);
      player.seek(now, from_seconds(*requests.seek_s));
    });
  }
  if (requests.speed) {
    host_.steer_playback(
        [&](RecordingPlayer& player, base::Monotonic now) { player.set_speed(now, *requests.speed); });
  }
  if (requests.loop) {
    host_.steer_playback(
        [&](RecordingPlayer& player, base::Monotonic now) { player.set_loop(now, *requests.loop); });
  }
  if (requests.release_board) {
    host_.stop_playing();
    playing_.reset();
  }
  if (requests.save_as) choose_export(*requests.save_as, chooser);
  if (requests.import) {
    chooser.ask({.purpose = ui::FilePurpose::Open,
                 .title = "Open a recording",
                 .suffixes = {".hat", ".csv"},
                 .take = [this](const fs::path& path) { return open_file(path); }});
  }
}

ImTextureID RecordPage::leds_at(double position_s) {
  if (!open_ || kept_[*open_].film.frames.empty()) return nullptr;
  const picture::Film& film = kept_[*open_].film;
  const auto later =
      std::find_if(film.frames.begin(), film.frames.end(), [&](const picture::FilmFrame& frame) {
        return static_cast<double>(frame.time_ms) > position_s * 1000;
      });
  const hat::Frame frame = later == film.frames.begin() ? hat::Frame{} : std::prev(later)->frame;
  constexpr float kSize_px = 192;
  return texture_.show(frame, film.gamma, picture::Look::AsSeen, kSize_px);
}

ui::RecordingPanelInput RecordPage::input() {
  ui::RecordingPanelInput input;
  input.list = list_;
  input.open = open_;
  input.revision = revision_;
  input.recording_now = making_.has_value();
  input.notes = open_ ? kept_[*open_].notes : notes_;
  if (making_) {
    input.recording = &making_->recording;
    input.position_s = seconds(std::chrono::nanoseconds(making_->recording.duration_ns()));
    return input;
  }
  if (!open_) return input;
  input.recording = &kept_[*open_].recording;
  input.has_pictures = !kept_[*open_].film.frames.empty();
  const auto playback = host_.playback();
  if (playback && playing_ == open_) {
    input.has_board = true;
    input.playing = playback->playing;
    input.position_s = seconds(playback->position);
    input.speed = playback->speed;
    input.loop = playback->loop;
  }
  input.leds = leds_at(input.position_s);
  return input;
}

void RecordPage::draw(const ui::Context& ui, FileChooser& chooser) {
  const ui::RecordingPanelInput shown = input();
  apply(ui::draw_recording_panel(state_, shown, ui), chooser);
  constexpr double kPlayPicture_s = 1.0 / 30;
  if (shown.playing) ui.redraw_at(ui.now_s + kPlayPicture_s);
}

}  // namespace cupola::app
