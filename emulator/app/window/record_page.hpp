#pragma once

#include "emulator/app/window/file_chooser.hpp"
#include "emulator/picture/film.hpp"
#include "emulator/serve/host.hpp"
#include "emulator/ui/led_texture.hpp"
#include "emulator/ui/recording_panel.hpp"
#include "emulator/world/recording.hpp"
#include "hat_driver/base/clock.hpp"

#include <deque>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

namespace cupola::app {

/// The page of recordings: records what the sensors and the LEDs show, plays recordings into the board, and
/// reads and writes their files. What was recorded is kept in `folder` as .hat and .film.
class RecordPage {
 public:
  RecordPage(serve::Host& host, SDL_Renderer* renderer, std::filesystem::path folder,
             const base::Clock& clock);

  /// Takes the next row while it records; true if something shown changed. What plays asks for pictures
  /// itself.
  bool tick();
  std::optional<base::Monotonic> due() const { return next_row_; }
  void draw(const ui::Context& ui, FileChooser& chooser);
  /// A recording moves the board in the place of the world.
  bool has_board() const { return playing_.has_value(); }
  /// Ends a recording that is being made, and keeps it.
  void stop_recording();
  /// Reads a .hat or .csv file and keeps a copy of it in the folder; one that is there already is opened.
  /// Gives one line if it cannot.
  ui::Phrase open_file(const std::filesystem::path& path);
  /// Why what was kept could not be read, a line each.
  const std::vector<ui::Phrase>& notes() const { return notes_; }

 private:
  struct Kept {
    std::string name;
    world::Recording recording = {};
    picture::Film film = {};
    std::vector<ui::Phrase> notes = {};
    bool loaded = true;  ///< else the rest is still in its files
  };
  void start_recording();
  void take_row(base::Monotonic now);
  /// A crash takes the last seconds only; in the end the whole file replaces what this wrote.
  void make_unique(std::string& name) const;
  void save_new_rows();
  void take_pictures(base::Monotonic now);
  void list_kept_files();
  ui::RecordingEntry glance(const std::filesystem::path& path) const;
  static Kept read(const std::filesystem::path& path);
  void write(const Kept& kept) const;
  void open_kept(std::size_t which);
  std::optional<std::size_t> kept_called(const std::string& name) const;
  bool is_same(const Kept& kept, const std::string& name) const;
  void keep(Kept kept);
  void play();
  void apply(const ui::RecordingPanelRequests& requests, FileChooser& chooser);
  void choose_export(ui::ExportKind kind, FileChooser& chooser);
  ui::RecordingPanelInput input();
  ImTextureID leds_at(double position_s);

  serve::Host& host_;
  const base::Clock& clock_;
  std::filesystem::path folder_;
  ui::LedTexture texture_;
  ui::RecordingPanelState state_;
  std::deque<Kept> kept_;
  std::vector<ui::RecordingEntry> list_;
  std::optional<std::size_t> open_;
  std::optional<std::size_t> playing_;  ///< which one moves the board
  std::uint64_t revision_ = 0;
  std::optional<Kept> making_;
  picture::FilmRecorder film_;
  std::uint64_t updates_ = 0;
  std::size_t saved_rows_ = 0;  ///< of the recording being made, in its file
  bool can_save_ = true;
  base::Monotonic started_{0};
  std::optional<base::Monotonic> next_row_;
  std::vector<ui::Phrase> notes_;
};

}  // namespace cupola::app
