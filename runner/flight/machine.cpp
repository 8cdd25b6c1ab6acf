#include "runner/flight/machine.hpp"

#include "hat_driver/base/whole_file.hpp"
#include "runner/record/sha256.hpp"

#include <system_error>

namespace cupola::flight {
namespace {

std::string content_or_nothing(const char* path) {
  try {
    return base::read_whole_file(path);
  } catch (const std::system_error&) {
    return {};
  }
}

}  // namespace

std::string boot_id() {
  std::string id = content_or_nothing("/proc/sys/kernel/random/boot_id");
  while (!id.empty() && id.back() == '\n') id.pop_back();
  return id;
}

std::string build_name(std::string_view version) {
  const std::string program = content_or_nothing("/proc/self/exe");
  return std::string{version} + "+" + record::sha256_hex(program).substr(0, 12);
}

}  // namespace cupola::flight
