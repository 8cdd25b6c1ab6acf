#include "hat_driver/base/system_error.hpp"

#include <cerrno>
#include <system_error>

namespace cupola::base {

void throw_errno(std::string_view action, std::string_view subject) { throw_errno(errno, action, subject); }

void throw_errno(int error, std::string_view action, std::string_view subject) {
  std::string what{action};
  what.append(" ").append(subject);
  throw std::system_error(error, std::generic_category(), what);
}

std::string errno_text(int error) { return std::generic_category().message(error); }

}  // namespace cupola::base
