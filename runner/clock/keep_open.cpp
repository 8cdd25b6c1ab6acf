// Python's subprocess closes every descriptor above 2 in the child; without its two, the child would run in
// real time while its parent waits in virtual time. So these calls step over them.
#include "runner/clock/real_calls.hpp"
#include "runner/clock/shared_clock.hpp"

#include <cerrno>
#include <climits>

namespace {

using namespace cupola::clock;

#define CUPOLA_TAKES_OVER extern "C" __attribute__((visibility("default")))

/// close_range for [first, last] without `kept`.
int close_around(unsigned first, unsigned last, unsigned kept, int flags,
                 int (*close_part)(unsigned, unsigned, int)) {
  if (kept < first || kept > last) return close_part(first, last, flags);
  int result = 0;
  if (kept > first) result = close_part(first, kept - 1, flags);
  if (result == 0 && kept < last) result = close_part(kept + 1, last, flags);
  return result;
}

int close_around_page(unsigned first, unsigned last, int flags) {
  const auto page = static_cast<unsigned>(shared_clock().page_fd());
  return close_around(first, last, page, flags, real_calls().close_range);
}

}  // namespace

CUPOLA_TAKES_OVER int close(int fd) {
  if (shared_clock().needs(fd)) return 0;
  return real_calls().close(fd);
}

CUPOLA_TAKES_OVER int close_range(unsigned first, unsigned last, int flags) noexcept {
  if (!shared_clock().active() || first > last) return real_calls().close_range(first, last, flags);
  return close_around(first, last, static_cast<unsigned>(shared_clock().socket_fd()), flags,
                      close_around_page);
}

CUPOLA_TAKES_OVER void closefrom(int lowest) noexcept {
  const int error = errno;
  close_range(lowest < 0 ? 0u : static_cast<unsigned>(lowest), UINT_MAX, 0);
  errno = error;
}
