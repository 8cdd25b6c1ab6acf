// Theory of operation: vhci_hcd is given one end of a socket pair by writing its number to sysfs. From then
// on the kernel's USB core speaks USB/IP through it (Linux, Documentation/usb/usbip_protocol.rst): for every
// transfer a header of 48 bytes, big-endian, and its data; we answer in the same form. The device is
// enumerated like any other, i2c-tiny-usb binds to it by its numbers, and every I2C message comes as one
// control transfer.
#include "tests/vm/usb_adapter.hpp"

#include "hat_driver/base/system_error.hpp"
#include "hat_driver/base/whole_file.hpp"

#include <algorithm>
#include <string>
#include <string_view>

#include <fcntl.h>
#include <sys/socket.h>
#include <unistd.h>

namespace cupola::tests {
namespace {

constexpr std::size_t kHeader = 48;
constexpr std::uint32_t kSubmit = 1;
constexpr std::uint32_t kUnlink = 2;
constexpr std::uint32_t kSubmitted = 3;
constexpr std::uint32_t kUnlinked = 4;

// drivers/i2c/busses/i2c-tiny-usb.c
constexpr std::uint8_t kGetFunctions = 1;
constexpr std::uint8_t kGetStatus = 3;
constexpr std::uint8_t kTransfer = 4;  ///< and 5 to 7: bit 0 begins, bit 1 ends
constexpr std::uint8_t kAcknowledged = 1;
constexpr std::uint8_t kNotAcknowledged = 2;

using Header = std::array<std::uint8_t, kHeader>;

std::uint32_t word(const Header& header, std::size_t number) {
  std::uint32_t value = 0;
  for (std::size_t k = 0; k < 4; ++k) value = (value << 8) | header.at(4 * number + k);
  return value;
}

void set_word(Header& header, std::size_t number, std::uint32_t value) {
  for (std::size_t k = 0; k < 4; ++k)
    header.at(4 * number + k) = static_cast<std::uint8_t>(value >> (24 - 8 * k));
}

bool read_fully(int fd, std::span<std::uint8_t> bytes) {
  while (!bytes.empty()) {
    const ssize_t got = ::read(fd, bytes.data(), bytes.size());
    if (got <= 0) return false;
    bytes = bytes.subspan(static_cast<std::size_t>(got));
  }
  return true;
}

void write_bytes(int fd, std::span<const std::uint8_t> bytes) {
  base::write_fully(fd, {reinterpret_cast<const char*>(bytes.data()), bytes.size()}, "the USB/IP socket");
}

}  // namespace

UsbAdapter::~UsbAdapter() {
  if (ours_.valid()) ::shutdown(ours_.get(), SHUT_RDWR);
  if (thread_.joinable()) thread_.join();
}

void UsbAdapter::attach(std::uint8_t address, SimulatedChip& chip) {
  chip.power_on(clock_.monotonic());
  chips_[address] = &chip;
}

void UsbAdapter::plug() {
  constexpr const char* kAttach = "/sys/devices/platform/vhci_hcd.0/attach";
  std::array<int, 2> pair{};
  if (::socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, pair.data()) < 0)
    base::throw_errno("make", "a socket pair");
  ours_ = base::UniqueFd(pair[0]);
  const base::UniqueFd theirs(pair[1]);
  thread_ = std::thread([this] { serve(); });
  const base::UniqueFd file(::open(kAttach, O_WRONLY | O_CLOEXEC));
  if (!file.valid()) base::throw_errno("open", kAttach);
  // port, descriptor, device on bus 1 number 2, full speed
  base::write_fully(file.get(), "0 " + std::to_string(theirs.get()) + " 65538 2", kAttach);
}

void UsbAdapter::serve() {
  while (serve_one()) {
  }
}

bool UsbAdapter::serve_one() {
  Header header{};
  if (!read_fully(ours_.get(), header)) return false;
  Request request{.sequence = word(header, 1), .length = word(header, 6), .reads = word(header, 3) == 1};
  if (word(header, 0) == kUnlink) {
    Header reply{};
    set_word(reply, 0, kUnlinked);
    set_word(reply, 1, request.sequence);
    write_bytes(ours_.get(), reply);
    return true;
  }
  if (word(header, 0) != kSubmit) return false;
  std::copy(header.begin() + 40, header.end(), request.setup.begin());
  std::vector<std::uint8_t> written(request.reads ? 0 : request.length);
  if (!read_fully(ours_.get(), written)) return false;
  answer(request, written);
  return true;
}

void UsbAdapter::answer(const Request& request, std::span<const std::uint8_t> written) {
  std::vector<std::uint8_t> bytes = reply_to(request, written);
  if (bytes.size() > request.length) bytes.resize(request.length);
  Header reply{};
  set_word(reply, 0, kSubmitted);
  set_word(reply, 1, request.sequence);
  set_word(reply, 6, static_cast<std::uint32_t>(request.reads ? bytes.size() : written.size()));
  write_bytes(ours_.get(), reply);
  if (request.reads) write_bytes(ours_.get(), bytes);
}

std::vector<std::uint8_t> UsbAdapter::reply_to(const Request& request,
                                               std::span<const std::uint8_t> written) {
  const std::uint8_t number = request.setup[1];
  const bool ours = (request.setup[0] & 0x60) == 0x40;
  if (!ours) {
    constexpr std::uint8_t kGetDescriptor = 6;
    if (number == kGetDescriptor) return descriptor(request.setup[3], request.setup[2]);
    return {0, 0};  // status, configuration: nothing to say
  }
  switch (number) {
    case kGetFunctions:
      return {0x01, 0x00, 0xff, 0x0e};  // I2C_FUNC_I2C and all of SMBus that can be made of it
    case kGetStatus:
      return {status_};
    default:
      return (number & ~3u) == kTransfer ? transfer(request, written) : std::vector<std::uint8_t>{};
  }
}

std::vector<std::uint8_t> UsbAdapter::transfer(const Request& request,
                                               std::span<const std::uint8_t> written) {
  const auto chip = chips_.find(request.setup[4]);
  status_ = chip == chips_.end() ? kNotAcknowledged : kAcknowledged;
  std::vector<std::uint8_t> read(request.reads ? request.length : 0);
  if (chip == chips_.end()) return read;
  for (std::size_t k = 0; k < written.size(); ++k)
    chip->second->write_byte(k, written[k], clock_.monotonic());
  for (std::uint8_t& each : read) each = chip->second->read_byte(clock_.monotonic());
  return read;
}

std::vector<std::uint8_t> UsbAdapter::descriptor(std::uint8_t kind, std::uint8_t index) const {
  switch (kind) {
    case 1:  // device: USB 1.1, 0403:c631, strings 1 and 2
      return {18, 1, 0x10, 0x01, 0xff, 0, 0, 8, 0x03, 0x04, 0x31, 0xc6, 0x05, 0x02, 1, 2, 0, 1};
    case 2:  // one configuration with one interface and no endpoint but the control pipe
      return {9, 2, 18, 0, 1, 1, 0, 0x80, 50, 9, 4, 0, 0, 0, 0xff, 0, 0, 0};
    case 3:
      if (index == 0) return {4, 3, 0x09, 0x04};
      return {8, 3, 'h', 0, 'a', 0, 't', 0};
    default:
      return {};
  }
}

}  // namespace cupola::tests
