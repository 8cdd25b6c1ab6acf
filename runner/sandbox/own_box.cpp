// Theory of operation. The supervisor makes everything the child needs (child_order.hpp), clones it into a
// user and a pid namespace of its own, and waits for one byte that says "armed": from then on the kernel
// kills the child when the supervisor dies. Only then are the identities mapped and the child told to
// proceed. A supervisor killed before that leaves a child that reads end-of-file and exits; one killed
// afterwards takes it along; and once the launcher runs it also watches the lifeline. So at no moment can a
// box be left over.
#include "runner/sandbox/own_box.hpp"

#include "hat_driver/base/system_error.hpp"
#include "runner/sandbox/box_parts.hpp"
#include "runner/sandbox/box_places.hpp"
#include "runner/sandbox/seccomp_filter.hpp"

#include <fcntl.h>
#include <linux/sched.h>
#include <sys/random.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <csignal>
#include <cstring>
#include <system_error>

namespace cupola::sandbox {
namespace {

using base::UniqueFd;

constexpr uid_t kUidInBox = 60000;

/// In the order of Step.
constexpr std::array kStepNames{"arrange its death",
                                "make namespaces",
                                "detach the mounts",
                                "open",
                                "take another identity",
                                "make the root",
                                "make",
                                "change the root",
                                "seal the root",
                                "name the host",
                                "bring up lo",
                                "begin a session",
                                "enter",
                                "drop privileges",
                                "lay out descriptors",
                                "install the filter",
                                "execute"};

/// As root one of a thousand uids that nobody else has, never 0, for which the kernel enforces no
/// RLIMIT_NPROC. Anybody else stays who they are.
uid_t outer_uid() {
  if (::geteuid() != 0) return ::geteuid();
  std::uint32_t dice = 0;
  if (::getrandom(&dice, sizeof dice, 0) != sizeof dice) base::throw_errno("get", "random bytes");
  return 60000 + dice % 1000;
}

void write_once(pid_t child, const char* file, const std::string& text) {
  const std::string path = "/proc/" + std::to_string(child) + "/" + file;
  const UniqueFd fd{::open(path.c_str(), O_WRONLY | O_CLOEXEC)};
  if (!fd.valid() || ::write(fd.get(), text.data(), text.size()) != static_cast<ssize_t>(text.size())) {
    base::throw_errno("write", path);
  }
}

void map_identity(pid_t child) {
  const uid_t outer = outer_uid();
  const bool root = ::geteuid() == 0;
  const gid_t group = root ? outer : ::getegid();
  const auto one = [](unsigned id) { return std::to_string(kUidInBox) + " " + std::to_string(id) + " 1"; };
  write_once(child, "uid_map", one(outer));
  // What the kernel asks of those who are not root; root's child gives up the groups instead.
  if (!root) write_once(child, "setgroups", "deny");
  write_once(child, "gid_map", one(group));
}

/// The words of an argument or environment list, as execve wants them.
class Words {
 public:
  explicit Words(std::vector<std::string> words) : words_(std::move(words)) {
    for (std::string& word : words_) pointers_.push_back(word.data());
    pointers_.push_back(nullptr);
  }
  char* const* get() const { return pointers_.data(); }

 private:
  std::vector<std::string> words_;
  std::vector<char*> pointers_;
};

std::vector<std::string> arguments_of(const Plan& plan, const CommonDescriptors& numbers) {
  std::vector<std::string> words{kLauncherPlace};
  for (std::string& word : to_arguments(launcher_order(plan, numbers, -1))) words.push_back(std::move(word));
  return words;
}

std::vector<std::string> environment_of(const Plan& plan, int clock_socket) {
  std::vector<std::string> words;
  for (const auto& [name, value] : box_environment(plan, clock_socket)) {
    words.push_back(name);
    words.back().append("=").append(value);
  }
  return words;
}

/// The four pipes of the handshake; the child's ends out of the way of its future numbers.
struct Handshake {
  Pipe armed = make_pipe();
  Pipe proceed = make_pipe();
  Pipe trouble = make_pipe();
  UniqueFd child_armed = out_of_the_way(armed.write.get());
  UniqueFd child_proceed = out_of_the_way(proceed.read.get());
  UniqueFd child_trouble = out_of_the_way(trouble.write.get());

  /// Or end-of-file could not come. That of `proceed` stays: with it, writing to a dead child is no SIGPIPE.
  void close_childs_ends() {
    for (UniqueFd* fd : {&armed.write, &trouble.write, &child_armed, &child_proceed, &child_trouble})
      fd->reset();
  }
};

/// Gives the child's number; in the child it does not return.
pid_t clone_child(ChildOrder& order, int cgroup, UniqueFd& pidfd) {
  int descriptor = -1;
  clone_args arguments{};
  arguments.flags = CLONE_PIDFD | CLONE_NEWUSER | CLONE_NEWPID;
  arguments.pidfd = reinterpret_cast<std::uintptr_t>(&descriptor);
  arguments.exit_signal = SIGCHLD;
  if (cgroup >= 0) {
    arguments.flags |= CLONE_INTO_CGROUP;
    arguments.cgroup = static_cast<__u64>(cgroup);
  }
  const long child = ::syscall(SYS_clone3, &arguments, sizeof arguments);
  if (child == 0) become_box(order);
  if (child < 0) base::throw_errno("make", "a box (user and pid namespace; see cupola doctor)");
  pidfd.reset(descriptor);
  return static_cast<pid_t>(child);
}

/// True if the child is armed and on its way.
bool shake_hands(pid_t child, Handshake& handshake) {
  char byte = 0;
  ssize_t count = 0;
  do {
    count = ::read(handshake.armed.read.get(), &byte, 1);
  } while (count < 0 && errno == EINTR);
  if (count != 1) return false;
  map_identity(child);
  return ::write(handshake.proceed.write.get(), &byte, 1) == 1;
}

std::vector<int> kept_by_child(const DescriptorTable& table, const Handshake& handshake) {
  std::vector<int> kept = table.copies();
  kept.insert(kept.end(),
              {handshake.child_armed.get(), handshake.child_proceed.get(), handshake.child_trouble.get()});
  std::sort(kept.begin(), kept.end());
  return kept;
}

}  // namespace

Box start_own(const Plan& plan) {
  InnerEnds inner;
  Box box;
  add_clock(plan, inner, box);
  DescriptorTable table;
  const CommonDescriptors numbers = lay_out(table, plan, inner);
  const Words arguments{arguments_of(plan, numbers)};
  const Words environment{environment_of(plan, numbers.clock_socket)};
  // Always the same; compiling it takes longer than all the rest here.
  static const std::vector<sock_filter> filter = seccomp_program();
  BoxPlaces places{plan};
  Handshake handshake;
  const std::vector<int> kept = kept_by_child(table, handshake);
  if (plan.cgroups != nullptr && !plan.cgroups->folder.empty())
    box.cgroup = Cgroup{*plan.cgroups, plan.limits};
  ChildOrder order{.armed = handshake.child_armed.get(),
                   .proceed = handshake.child_proceed.get(),
                   .trouble = handshake.child_trouble.get(),
                   .lifeline = table.copies().at(static_cast<std::size_t>(numbers.lifeline)),
                   .kept = kept.data(),
                   .kept_count = kept.size(),
                   .descriptors = table.copies().data(),
                   .descriptor_count = table.copies().size(),
                   .uid = kUidInBox,
                   .drop_groups = ::geteuid() == 0,
                   .places = places.places().data(),
                   .place_count = places.places().size(),
                   .root_options = places.root_options(),
                   .host_name = "cupola",
                   .folder = kProgramFolder,
                   .filter = filter.data(),
                   .filter_size = static_cast<unsigned short>(filter.size()),
                   .executable = kLauncherPlace,
                   .arguments = arguments.get(),
                   .environment = environment.get()};
  box.init_pid = clone_child(order, box.cgroup.fd(), box.init);
  box.process = Child{box.init_pid};
  handshake.close_childs_ends();
  box.trouble = std::move(handshake.trouble.read);
  ::fcntl(box.trouble.get(), F_SETFL, O_NONBLOCK);
  keep_outer_ends(inner, box);
  if (!shake_hands(box.init_pid, handshake)) box.failure = "the box ended before it began";
  return box;
}

std::string read_trouble(int fd) {
  Trouble trouble;
  if (fd < 0 || ::read(fd, &trouble, sizeof trouble) != sizeof trouble) return {};
  const auto step = static_cast<std::size_t>(trouble.step);
  std::string text = step < kStepNames.size() ? kStepNames[step] : "start";
  trouble.what[sizeof trouble.what - 1] = '\0';
  if (trouble.what[0] != '\0') text += std::string{" "} + trouble.what;
  return text + ": " + base::errno_text(trouble.error);
}

}  // namespace cupola::sandbox
