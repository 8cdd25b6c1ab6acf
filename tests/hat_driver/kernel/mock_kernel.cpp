#include "tests/hat_driver/kernel/mock_kernel.hpp"

#include <array>
#include <cerrno>
#include <cstddef>
#include <cstring>
#include <span>
#include <stdexcept>
#include <vector>

#include <linux/fb.h>
#include <linux/i2c-dev.h>
#include <linux/i2c.h>
#include <linux/input.h>

namespace cupola::tests {
namespace {

constexpr gulong kGetGamma = 0xf100;
constexpr gulong kSetGamma = 0xf101;
constexpr gulong kResetGamma = 0xf102;

/// What a pointer in the caller's memory points to.
class Pointed {
 public:
  Pointed(UMockdevIoctlData* from, std::size_t offset, std::size_t size)
      : data_(umockdev_ioctl_data_resolve(from, offset, size, nullptr)) {
    if (data_ == nullptr) throw std::runtime_error("an ioctl's argument cannot be read");
  }
  Pointed(const Pointed&) = delete;
  Pointed& operator=(const Pointed&) = delete;
  ~Pointed() { g_object_unref(data_); }
  UMockdevIoctlData* data() const { return data_; }
  template <typename T>
  T as(std::size_t offset = 0) const {
    T value{};
    std::memcpy(&value, data_->data + offset, sizeof(value));
    return value;
  }
  void write(const void* bytes, std::size_t size) const {
    umockdev_ioctl_data_update(data_, 0, static_cast<guint8*>(const_cast<void*>(bytes)),
                               static_cast<gint>(size));
  }

 private:
  UMockdevIoctlData* data_;
};

gulong value_of(UMockdevIoctlData* argument) {
  gulong value = 0;
  std::memcpy(&value, argument->data, sizeof(value));
  return value;
}

}  // namespace

MockKernel::MockKernel(SimulatedHat& hat)
    : hat_(hat),
      bed_(umockdev_testbed_new()),
      ioctls_(UMOCKDEV_IOCTL_BASE(g_object_new(UMOCKDEV_TYPE_IOCTL_BASE, nullptr))),
      loop_(g_main_loop_new(nullptr, FALSE)) {
  g_signal_connect(ioctls_, "handle-ioctl", G_CALLBACK(&MockKernel::handle), this);
  thread_ = std::thread([this] { g_main_loop_run(loop_); });
  while (g_main_loop_is_running(loop_) == FALSE) std::this_thread::yield();
}

MockKernel::~MockKernel() {
  g_main_loop_quit(loop_);
  thread_.join();
  g_main_loop_unref(loop_);
  g_object_unref(ioctls_);
  g_object_unref(bed_);
}

void MockKernel::add(const std::string& description) {
  GError* error = nullptr;
  if (umockdev_testbed_add_from_string(bed_, description.c_str(), &error) == FALSE) {
    throw std::runtime_error(error->message);
  }
}

void MockKernel::attach(const std::string& node) {
  GError* error = nullptr;
  if (umockdev_testbed_attach_ioctl(bed_, node.c_str(), ioctls_, &error) == FALSE) {
    throw std::runtime_error(error->message);
  }
}

void MockKernel::add_bus() {
  add("P: /devices/platform/i2c-1/i2c-dev/i2c-1\nN: i2c-1\nE: DEVNAME=/dev/i2c-1\nE: SUBSYSTEM=i2c-dev\n\n");
  attach("/dev/i2c-1");
}

void MockKernel::add_framebuffer(const std::string& number) {
  add("P: /devices/platform/rpi-sense-fb/graphics/" + number + "\nN: " + number + "=" +
      std::string(256, '0') + "\nE: DEVNAME=/dev/" + number +
      "\nE: SUBSYSTEM=graphics\nA: name=RPi-Sense FB\\n\n\n");
  attach("/dev/" + number);
}

void MockKernel::add_joystick(const std::string& number, const std::string& name) {
  const std::string parent = "/devices/platform/joystick/input/input-" + number;
  add("P: " + parent + "\nE: SUBSYSTEM=input\nA: name=" + name + "\\n\n\n");
  add("P: " + parent + "/" + number + "\nN: input/" + number + "\nE: DEVNAME=/dev/input/" + number +
      "\nE: SUBSYSTEM=input\nL: device=../../input-" + number + "\n\n");
  attach("/dev/input/" + number);
}

void MockKernel::add_driver(std::uint8_t address, const std::string& driver) {
  std::array<char, 16> name{};
  std::snprintf(name.data(), name.size(), "1-%04x", address);
  add("P: /devices/platform/i2c-1/" + std::string(name.data()) +
      "\nE: SUBSYSTEM=i2c\nL: driver=../../../../bus/i2c/drivers/" + driver + "\n\n");
  owned_.insert(address);
}

void MockKernel::remove(const std::string& path) { umockdev_testbed_remove_device(bed_, path.c_str()); }

int MockKernel::joystick_fd(const std::string& number) {
  return umockdev_testbed_get_dev_fd(bed_, ("/dev/input/" + number).c_str());
}

gboolean MockKernel::handle(UMockdevIoctlBase*, UMockdevIoctlClient* client, gpointer self) {
  try {
    if (static_cast<MockKernel*>(self)->answer(client)) return TRUE;
  } catch (const std::runtime_error&) {
    umockdev_ioctl_client_complete(client, -1, EFAULT);
    return TRUE;
  }
  umockdev_ioctl_client_complete(client, -1, ENOTTY);
  return TRUE;
}

/// Carries one I2C_RDWR out on the simulated bus, as one transfer.
int MockKernel::transfer(UMockdevIoctlData* argument) {
  const Pointed request(argument, 0, sizeof(i2c_rdwr_ioctl_data));
  const auto count = request.as<i2c_rdwr_ioctl_data>().nmsgs;
  const Pointed messages(request.data(), offsetof(i2c_rdwr_ioctl_data, msgs), count * sizeof(i2c_msg));
  std::vector<std::uint8_t> written;
  std::vector<std::uint8_t> read;
  std::uint16_t address = 0;
  std::size_t reading = count;
  for (std::size_t k = 0; k < count; ++k) {
    const auto message = messages.as<i2c_msg>(k * sizeof(i2c_msg));
    address = message.addr;
    const Pointed bytes(messages.data(), k * sizeof(i2c_msg) + offsetof(i2c_msg, buf), message.len);
    if ((message.flags & I2C_M_RD) != 0) {
      read.resize(message.len);
      reading = k;
    } else {
      written.assign(bytes.data()->data, bytes.data()->data + message.len);
    }
  }
  hat_.bus.transfer({.address = static_cast<std::uint8_t>(address), .write = written, .read = read});
  if (reading < count) {
    const Pointed bytes(messages.data(), reading * sizeof(i2c_msg) + offsetof(i2c_msg, buf), read.size());
    bytes.write(read.data(), read.size());
  }
  return static_cast<int>(count);
}

void MockKernel::show_screen(UMockdevIoctlData* argument) const {
  fb_var_screeninfo screen{};
  screen.xres = static_cast<std::uint32_t>(width);
  screen.yres = 8;
  screen.bits_per_pixel = 16;
  screen.red = {blue_first ? 0u : 11u, 5, 0};
  screen.green = {5, 6, 0};
  screen.blue = {blue_first ? 11u : 0u, 5, 0};
  Pointed(argument, 0, sizeof(screen)).write(&screen, sizeof(screen));
}

bool MockKernel::answer(UMockdevIoctlClient* client) {
  UMockdevIoctlData* const argument = umockdev_ioctl_client_get_arg(client);
  const gulong request = umockdev_ioctl_client_get_request(client);
  const auto done = [client](int result, int error = 0) {
    umockdev_ioctl_client_complete(client, result, error);
    return true;
  };
  if (request == I2C_FUNCS) {
    const unsigned long functions = smbus_only ? I2C_FUNC_SMBUS_EMUL : I2C_FUNC_I2C | I2C_FUNC_SMBUS_EMUL;
    Pointed(argument, 0, sizeof(functions)).write(&functions, sizeof(functions));
    return done(0);
  }
  if (request == I2C_SLAVE) {
    const bool owned = owned_.contains(static_cast<std::uint8_t>(value_of(argument)));
    return done(owned ? -1 : 0, owned ? EBUSY : 0);
  }
  if (request == I2C_RDWR) {
    if (error_of_all_transfers != 0) return done(-1, error_of_all_transfers);
    try {
      return done(transfer(argument));
    } catch (const bus::BusError& error) {
      // bcm2835 says EREMOTEIO where nobody answers.
      return done(-1, error.code().value() == ENXIO ? EREMOTEIO : error.code().value());
    }
  }
  if (request == FBIOGET_VSCREENINFO) {
    show_screen(argument);
    return done(0);
  }
  if (request == FBIOGET_FSCREENINFO) {
    fb_fix_screeninfo fixed{};
    fixed.line_length = 16;
    Pointed(argument, 0, sizeof(fixed)).write(&fixed, sizeof(fixed));
    return done(0);
  }
  if (!has_gamma) return false;
  if (request == kGetGamma) Pointed(argument, 0, gamma.size()).write(gamma.data(), gamma.size());
  if (request == kSetGamma) gamma = Pointed(argument, 0, gamma.size()).as<hat::GammaTable>();
  if (request == kResetGamma) {
    gamma = value_of(argument) == 0 ? hat::kDefaultGamma : hat::kLowLightGamma;
    ++gamma_resets;
  }
  return request >= kGetGamma && request <= kResetGamma && done(0);
}

}  // namespace cupola::tests
