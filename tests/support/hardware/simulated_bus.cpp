#include "tests/support/hardware/simulated_bus.hpp"

#include <cerrno>
#include <numeric>

namespace cupola::tests {
namespace {

constexpr base::Monotonic kBit = std::chrono::microseconds(10);
constexpr int kByteBits = 9;
using Lock = std::lock_guard<std::mutex>;

}  // namespace

void SimulatedBus::attach(std::uint8_t address, SimulatedChip& chip) {
  const Lock lock(mutex_);
  chips_[address] = &chip;
  chip.power_on(clock_.monotonic());
}

void SimulatedBus::detach(std::uint8_t address) {
  const Lock lock(mutex_);
  chips_.erase(address);
}

void SimulatedBus::bind_driver(std::uint8_t address, const std::string& driver) {
  const Lock lock(mutex_);
  drivers_[address] = driver;
}

void SimulatedBus::fail_next(std::uint8_t address, int count, int error, std::size_t after) {
  const Lock lock(mutex_);
  faults_[address] = {count, error, after};
}

void SimulatedBus::set_stuck(std::optional<std::uint8_t> value) {
  const Lock lock(mutex_);
  stuck_ = value;
}

void SimulatedBus::power_cycle() {
  const Lock lock(mutex_);
  for (const auto& each : chips_) each.second->power_on(clock_.monotonic());
}

int SimulatedBus::carry_out(const bus::Transfer& transfer, Transaction& entry) {
  entry.took = kBit * (2 + kByteBits);  // start, address, stop
  const auto chip = chips_.find(transfer.address);
  Fault& fault = faults_[transfer.address];
  const bool fails = fault.count > 0;
  if (fails) --fault.count;
  if (chip == chips_.end()) return ENXIO;
  std::size_t bytes = 0;
  for (std::size_t k = 0; k < transfer.write.size(); ++k) {
    if (fails && bytes++ == fault.after) return fault.error;
    entry.took += kBit * kByteBits;
    chip->second->write_byte(k, transfer.write[k], entry.start + entry.took);
    entry.written.push_back(transfer.write[k]);
  }
  if (!transfer.write.empty() && !transfer.read.empty()) entry.took += kBit * (1 + kByteBits);
  for (std::uint8_t& value : transfer.read) {
    if (fails && bytes++ == fault.after) return fault.error;
    entry.took += kBit * kByteBits;
    value = chip->second->read_byte(entry.start + entry.took);
    if (stuck_) value = *stuck_;
    entry.read.push_back(value);
  }
  return fails ? fault.error : 0;
}

void SimulatedBus::transfer(const bus::Transfer& transfer) {
  Transaction entry;
  {
    const Lock lock(mutex_);
    entry.start = clock_.monotonic();
    entry.address = transfer.address;
    entry.error = carry_out(transfer, entry);
    log_.push_back(entry);
    clock_.wait_until(entry.start + entry.took);
  }
  if (entry.error != 0) {
    throw bus::BusError(entry.error, "talk to " + std::to_string(int{transfer.address}) + " on " + name());
  }
}

std::optional<std::string> SimulatedBus::kernel_driver(std::uint8_t address) {
  const Lock lock(mutex_);
  const auto found = drivers_.find(address);
  return found == drivers_.end() ? std::nullopt : std::optional(found->second);
}

std::vector<Transaction> SimulatedBus::log() const {
  const Lock lock(mutex_);
  return log_;
}

void SimulatedBus::clear_log() {
  const Lock lock(mutex_);
  log_.clear();
}

base::Monotonic SimulatedBus::log_time() const {
  const Lock lock(mutex_);
  return std::accumulate(log_.begin(), log_.end(), base::Monotonic{},
                         [](base::Monotonic sum, const Transaction& each) { return sum + each.took; });
}

}  // namespace cupola::tests
