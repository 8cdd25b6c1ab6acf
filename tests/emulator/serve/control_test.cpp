#include "emulator/serve/control.hpp"

#include "emulator/serve/control_client.hpp"
#include "emulator/serve/host.hpp"
#include "hat_driver/base/unix_socket.hpp"
#include "hat_driver/board/program_side.hpp"
#include "hat_driver/board/stick_cursor.hpp"
#include "tests/support/temporary_folder.hpp"

#include <doctest/doctest.h>
#include <poll.h>
#include <sys/socket.h>
#include <sys/stat.h>

#include <memory>
#include <stdexcept>
#include <string>

using namespace cupola;
using namespace std::chrono_literals;
using cupola::tests::TemporaryFolder;
using serve::ControlClient;
using serve::ControlRequest;
using Kind = serve::ControlRequest::Kind;

namespace {

struct Desk {
  explicit Desk(bool takes_files = false) {
    serve::HostOptions options;
    options.folder = folder / "boards";
    options.name = "desk";
    options.takes_files = takes_files;
    host = std::make_unique<serve::Host>(std::move(options), clock);
  }
  ControlClient connect() const {
    auto client = ControlClient::connect(folder / "boards", "desk", 20s);
    REQUIRE(client);
    return std::move(*client);
  }
  TemporaryFolder folder;
  base::SystemClock clock;
  std::unique_ptr<serve::Host> host;
};

/// The next state the host tells; a host that tells none ends the test.
serve::ControlState next_state(ControlClient& client) {
  for (int i = 0; i < 1000; ++i) {
    if (auto state = client.state()) return *state;
    pollfd waiting{.fd = client.fd(), .events = POLLIN, .revents = 0};
    ::poll(&waiting, 1, 20);
  }
  throw std::runtime_error("no state came");
}

std::optional<hat::StickEvent> next_event(board::StickCursor& cursor) {
  for (int i = 0; i < 1000; ++i) {
    if (const auto event = cursor.next()) return event;
    ::poll(nullptr, 0, 20);
  }
  return std::nullopt;
}

}  // namespace

TEST_CASE("a message that is none is refused with what would be right") {
  for (const char* text :
       {"", "{", "[]", "7", "{}", R"({"press":"north"})", R"({"press":4})", R"({"open":"a.py"})"}) {
    CAPTURE(text);
    CHECK_THROWS_AS(serve::request_from(text), std::invalid_argument);
  }
  for (const char* text : {"", "{", "[]", R"({"programs":1,"profile":"v1","changes":1})"}) {
    CAPTURE(text);
    CHECK_THROWS_AS(serve::message_from(text), std::invalid_argument);
  }
}

TEST_CASE("messages are read as they were written") {
  const ControlRequest requests[] = {{Kind::Press, hat::Direction::Left, ""},
                                     {Kind::Release, hat::Direction::Middle, ""},
                                     {Kind::Open, hat::Direction::Up, "/home/ada/\"a\".py"}};
  for (const ControlRequest& request : requests)
    CHECK(serve::request_from(serve::request_text(request)) == request);
  const auto message =
      serve::message_from(serve::state_text({.programs = {{.pid = 4, .name = "snail.py", .running = true}},
                                             .profile = hat::Profile::V1,
                                             .changes = 9}));
  REQUIRE(message.state);
  CHECK(message.state->programs[0].name == "snail.py");
  CHECK(message.state->profile == hat::Profile::V1);
  CHECK(message.state->changes == 9);
  CHECK(serve::message_from(serve::answer_text("")).answer == "");
  CHECK(serve::message_from(serve::answer_text("no")).answer == "no");
}

TEST_CASE("nobody connects where no host lives, and a host's socket is its user's alone") {
  const TemporaryFolder folder;
  CHECK_FALSE(ControlClient::connect(folder / "boards", "desk"));
  CHECK_THROWS_AS(ControlClient::connect(folder / "boards", "../x"), std::invalid_argument);
  std::filesystem::path path;
  {
    const Desk desk;
    path = serve::control_path(desk.folder / "boards", "desk");
    struct stat status {};
    REQUIRE(::lstat(path.c_str(), &status) == 0);
    CHECK((status.st_mode & 0777) == 0600);
  }
  CHECK_FALSE(std::filesystem::exists(path));
}

TEST_CASE("who watches is told of programs and changes, sees the pages, and is no program") {
  const Desk desk;
  ControlClient client = desk.connect();
  serve::ControlState state = next_state(client);
  CHECK(state.programs.empty());
  CHECK(state.profile == hat::Profile::RetailV2);
  const auto found = board::find_board(desk.folder / "boards", "desk", 20s);
  board::ProgramSide program = board::ProgramSide::open(found->world.get(), found->program.get());
  while (state.programs.empty()) state = next_state(client);
  CHECK(state.programs[0].pid == ::getpid());
  CHECK(state.programs[0].running);
  const std::uint64_t before = state.changes;
  program.set_frame({}, 1);
  while (state.changes == before) state = next_state(client);
  CHECK(client.pages().program().frames.count == 1);
}

TEST_CASE("a key that is pressed from elsewhere arrives, and is let go when its client leaves") {
  const Desk desk;
  ControlClient other = desk.connect();
  board::StickCursor cursor(other.pages().world());
  {
    ControlClient client = desk.connect();
    client.press(hat::Direction::Left);
    CHECK(next_event(cursor)->action == hat::Action::Pressed);
  }
  std::optional<hat::StickEvent> event = next_event(cursor);
  while (event && event->action == hat::Action::Held) event = next_event(cursor);
  REQUIRE(event);
  CHECK(event->action == hat::Action::Released);
  CHECK(event->direction == hat::Direction::Left);
}

TEST_CASE("a file is handed to a window, and refused by a host without one") {
  const Desk windowless;
  CHECK(windowless.connect().open("/home/ada/a.py") == "this emulator has no window");
  const Desk desk(true);
  CHECK_FALSE(desk.connect().open("/home/ada/a.py"));
  REQUIRE(desk.host->take_files().size() == 1);
  CHECK(desk.host->take_files().empty());
  ControlClient greedy = desk.connect();
  std::optional<std::string> problem;
  for (int i = 0; i < 17; ++i) problem = greedy.open("/a.py");
  CHECK(problem == "this emulator is busy");
}

TEST_CASE("rubbish is answered, and nobody else suffers from it") {
  const Desk desk;
  const auto path = serve::control_path(desk.folder / "boards", "desk");
  const auto vandal = base::connect_to(path, SOCK_SEQPACKET);
  for (const std::string& text : {std::string("{"), std::string(20'000, 'x'), std::string("\0\0", 2)}) {
    REQUIRE(::send(vandal.get(), text.data(), text.size(), MSG_NOSIGNAL) == std::ssize(text));
  }
  ControlClient client = desk.connect();
  CHECK_FALSE(next_state(client).programs.size() > 0);
  std::vector<base::UniqueFd> crowd;
  for (int i = 0; i < 40; ++i) crowd.push_back(base::connect_to(path, SOCK_SEQPACKET));
  client.press(hat::Direction::Up);
  board::StickCursor cursor(client.pages().world(), 0);
  CHECK(next_event(cursor)->direction == hat::Direction::Up);
}

TEST_CASE("a client notices that its host has ended") {
  auto desk = std::make_unique<Desk>();
  ControlClient client = desk->connect();
  next_state(client);
  desk.reset();
  CHECK_FALSE(client.state());
  CHECK(client.gone());
  CHECK(client.open("/a.py") == "the emulator has ended");
}
