#include "runner/sandbox/box_parts.hpp"

#include "hat_driver/base/system_error.hpp"

#include <fcntl.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cmath>

namespace cupola::sandbox {
namespace {

using base::UniqueFd;

void make_nonblocking(const UniqueFd& fd) { ::fcntl(fd.get(), F_SETFL, O_NONBLOCK); }

}  // namespace

Pipe make_pipe() {
  std::array<int, 2> ends{};
  if (::pipe2(ends.data(), O_CLOEXEC) != 0) base::throw_errno("make", "pipe");
  return {UniqueFd{ends[0]}, UniqueFd{ends[1]}};
}

UniqueFd out_of_the_way(int source) {
  UniqueFd copy{::fcntl(source, F_DUPFD_CLOEXEC, 64)};
  if (!copy.valid()) base::throw_errno("duplicate", "descriptor");
  return copy;
}

int DescriptorTable::add(int source) {
  copies_.push_back(out_of_the_way(source));
  numbers_.push_back(copies_.back().get());
  return static_cast<int>(copies_.size()) - 1;
}

bool DescriptorTable::install() const {
  for (std::size_t number = 0; number < numbers_.size(); ++number) {
    if (::dup2(numbers_[number], static_cast<int>(number)) < 0) return false;
  }
  return ::close_range(static_cast<unsigned>(numbers_.size()), ~0u, 0) == 0;
}

InnerEnds::InnerEnds()
    : nothing(::open("/dev/null", O_RDONLY | O_CLOEXEC)),
      out(make_pipe()),
      err(make_pipe()),
      status(make_pipe()),
      lifeline(make_pipe()),
      report(make_pipe()),
      go(make_pipe()) {
  if (!nothing.valid()) base::throw_errno("open", "/dev/null");
}

CommonDescriptors lay_out(DescriptorTable& table, const Plan& plan, const InnerEnds& inner) {
  table.add(inner.nothing.get());
  table.add(inner.out.write.get());
  table.add(inner.err.write.get());
  for (const int fd : plan.descriptors) table.add(fd);
  CommonDescriptors numbers;
  if (inner.clock_socket.valid()) numbers.clock_socket = table.add(inner.clock_socket.get());
  numbers.status = table.add(inner.status.write.get());
  numbers.lifeline = table.add(inner.lifeline.read.get());
  numbers.report = table.add(inner.report.write.get());
  numbers.go = table.add(inner.go.read.get());
  return numbers;
}

void add_clock(const Plan& plan, InnerEnds& inner, Box& box) {
  if (!plan.virtual_clock) return;
  std::array<int, 2> ends{};
  if (::socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, ends.data()) != 0)
    base::throw_errno("make", "clock socket");
  inner.clock_socket.reset(ends[1]);
  box.clock_socket.reset(ends[0]);
  const int on = 1;
  ::setsockopt(box.clock_socket.get(), SOL_SOCKET, SO_PASSCRED, &on, sizeof on);
  make_nonblocking(box.clock_socket);
}

void keep_outer_ends(InnerEnds& inner, Box& box) {
  box.lifeline = std::move(inner.lifeline.write);
  box.go = std::move(inner.go.write);
  box.go_reader = std::move(inner.go.read);
  box.out = std::move(inner.out.read);
  box.err = std::move(inner.err.read);
  box.status = std::move(inner.status.read);
  box.report = std::move(inner.report.read);
  for (const UniqueFd* fd : {&box.out, &box.err, &box.status, &box.report}) make_nonblocking(*fd);
}

LauncherOrder launcher_order(const Plan& plan, const CommonDescriptors& numbers, std::int64_t uid) {
  const bool own_clock = numbers.clock_socket >= 0;
  LauncherOrder order{
      .status = numbers.status,
      .lifeline = numbers.lifeline,
      .report = numbers.report,
      .go = numbers.go,
      .handed = static_cast<int>(plan.descriptors.size()) + (own_clock ? 1 : 0),
      .uid = uid,
      .memory = static_cast<std::int64_t>(plan.limits.memory_bytes),
      .cpu_s = static_cast<std::int64_t>(std::ceil(plan.limits.cpu_s)),
      .processes = plan.limits.processes,
      .files = plan.open_files,
      .file_size = static_cast<std::int64_t>(std::max(plan.limits.tmp_bytes, plan.limits.results_bytes)),
      .results = plan.limits.results_bytes > 0 ? 1 : 0,
      .name = plan.name,
      .packages = plan.python_packages.empty() ? "" : kPackagesPlace,
      .preimports = {}};
  for (const std::string& module : plan.preimports) order.preimports += module + " ";
  return order;
}

std::vector<std::pair<std::string, std::string>> box_environment(const Plan& plan, int clock_socket) {
  // OpenBLAS: one thread per core of a big machine would use up the program's processes before its first
  // line.
  std::vector<std::pair<std::string, std::string>> environment{{"LANG", "C.UTF-8"},
                                                               {"HOME", "/tmp"},
                                                               {"PATH", "/usr/bin:/bin"},
                                                               {"PWD", kProgramFolder},
                                                               {"OPENBLAS_NUM_THREADS", "1"}};
  environment.insert(environment.end(), plan.environment.begin(), plan.environment.end());
  if (!plan.virtual_clock) return environment;
  const VirtualClock& clock = *plan.virtual_clock;
  environment.emplace_back("LD_PRELOAD", kClockPlace);
  environment.emplace_back("CUPOLA_CLOCK", std::to_string(descriptor_in_box(clock.page_descriptor)) + "," +
                                               std::to_string(clock.block_offset) + "," +
                                               std::to_string(clock_socket));
  return environment;
}

}  // namespace cupola::sandbox
