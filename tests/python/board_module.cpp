// The world's side of a board for the Python tests: makes one, moves its sensors and joystick, looks at its
// LEDs.
#include "emulator/world/rotation.hpp"
#include "hat_driver/board/frame_cursor.hpp"
#include "hat_driver/board/named_board.hpp"
#include "hat_driver/board/pages.hpp"
#include "hat_driver/board/program_view.hpp"
#include "hat_driver/board/text.hpp"
#include "hat_driver/board/world_side.hpp"

#include <cupola/hat/profile.hpp>

#include <pybind11/pybind11.h>
#include <pybind11/stl.h>

#include <poll.h>

#include <array>
#include <chrono>
#include <stdexcept>
#include <string>
#include <vector>

namespace py = pybind11;
using namespace py::literals;
using namespace cupola;

namespace {

using Axes = std::array<double, 3>;
using Picture = std::vector<std::vector<int>>;

hat::Vec3 vector_of(const Axes& axes) { return {axes[0], axes[1], axes[2]}; }

Picture picture_of(const hat::Frame& frame) {
  Picture picture;
  for (const std::uint16_t value : frame.pixels) {
    const hat::Color colour = hat::from_rgb565(value);
    picture.push_back({colour.red, colour.green, colour.blue});
  }
  return picture;
}

class Board {
 public:
  explicit Board(const std::string& profile)
      : pages_(board::BoardPages::create(hat::parse_profile(profile).value())), world_(pages_) {}

  std::string name() const {
    return "fd:" + std::to_string(pages_.world_fd()) + "," + std::to_string(pages_.program_fd());
  }
  void humidity(double humidity, double temperature) {
    world_.publish(hat::HumiditySample{++time_ns_, humidity, temperature});
  }
  void pressure(double pressure, double temperature) {
    world_.publish(hat::PressureSample{++time_ns_, pressure, temperature});
  }
  void motion(std::int64_t time_ns, const Axes& acceleration, const Axes& rotation, const Axes& field) {
    world_.publish(
        hat::MotionSample{time_ns, vector_of(acceleration), vector_of(rotation), vector_of(field)});
  }
  /// Level and at rest in a world whose north is where the right side points at a yaw of 0, then turned so.
  void pose(std::int64_t time_ns, double roll_deg, double pitch_deg, double yaw_deg) {
    const auto from_board =
        world::from_angles({roll_deg * world::kRadian, pitch_deg * world::kRadian, yaw_deg * world::kRadian});
    world_.publish(hat::MotionSample{
        time_ns, world::to_board(from_board, {0, 0, 1}), {}, world::to_board(from_board, {33, 0, 0})});
  }
  void light(double red, double green, double blue, double clear) {
    world_.publish(hat::LightSample{++time_ns_, red, green, blue, clear});
  }
  void move_stick(double seconds, int direction, int action) {
    world_.push({static_cast<std::int64_t>(seconds * 1e9), static_cast<hat::Direction>(direction),
                 static_cast<hat::Action>(action)});
  }
  /// Stands at the door as an emulator would, until it is killed or `seconds` are over.
  void serve(const std::string& name, int seconds) const {
    auto door = board::BoardDoor::open(pages_, board::board_folder(), name);
    const auto end = std::chrono::steady_clock::now() + std::chrono::seconds(seconds);
    while (std::chrono::steady_clock::now() < end) {
      pollfd waiting{door.fd(), POLLIN, 0};
      ::poll(&waiting, 1, 1000);
      door.serve_waiting();
    }
  }
  void set_chips(std::uint32_t chips) { world_.set_chips(chips); }

  std::vector<Picture> frames() const {
    std::vector<Picture> all;
    board::FrameCursor(pages_.program()).drain([&](const board::Picture& picture) {
      all.push_back(picture_of(picture.frame));
    });
    return all;
  }
  std::vector<std::string> texts() const {
    std::vector<std::string> all;
    board::TextCursor(pages_.program()).drain([&](std::string text) { all.push_back(std::move(text)); });
    return all;
  }
  std::uint64_t claims() const { return pages_.program().claims.load(); }

 private:
  board::BoardPages pages_;
  board::WorldSide world_;
  std::int64_t time_ns_ = 0;
};

}  // namespace

PYBIND11_MODULE(test_board, module) {
  py::class_<Board>(module, "Board")
      .def(py::init<const std::string&>(), "profile"_a = "flight")
      .def_property_readonly("name", &Board::name)
      .def("humidity", &Board::humidity)
      .def("pressure", &Board::pressure)
      .def("motion", &Board::motion)
      .def("pose", &Board::pose, "time_ns"_a, "roll"_a = 0, "pitch"_a = 0, "yaw"_a = 0)
      .def("light", &Board::light)
      .def("move_stick", &Board::move_stick)
      .def("serve", &Board::serve)
      .def("set_chips", &Board::set_chips)
      .def("frames", &Board::frames)
      .def("texts", &Board::texts)
      .def("claims", &Board::claims);
}
