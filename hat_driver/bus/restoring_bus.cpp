#include "hat_driver/bus/restoring_bus.hpp"

#include "hat_driver/bus/chip.hpp"

#include <algorithm>
#include <span>
#include <utility>

namespace cupola::bus {

RestoringBus::~RestoringBus() {
  std::for_each(old_.rbegin(), old_.rend(), [this](const Old& each) {
    try {
      Chip(bus_, each.address, 0).write_block(each.bytes.front(), std::span(each.bytes).subspan(1));
    } catch (const BusError&) {
      return;  // the others may still answer
    }
  });
}

void RestoringBus::transfer(const Transfer& transfer) {
  // A single byte only names the register that is read next.
  if (transfer.write.size() > 1) {
    const std::lock_guard lock(mutex_);
    if (!is_kept(transfer)) keep(transfer);
  }
  bus_.transfer(transfer);
}

bool RestoringBus::is_kept(const Transfer& transfer) const {
  return std::any_of(old_.begin(), old_.end(), [&transfer](const Old& each) {
    return each.address == transfer.address && each.bytes.front() == transfer.write.front() &&
           each.bytes.size() >= transfer.write.size();
  });
}

/// The byte that names the register is sent as the writer sent it, with the bits by which the chip counts on.
void RestoringBus::keep(const Transfer& transfer) {
  Old old{.address = transfer.address, .bytes = std::vector<std::uint8_t>(transfer.write.size())};
  old.bytes.front() = transfer.write.front();
  Chip(bus_, transfer.address, 0).read_block(old.bytes.front(), std::span(old.bytes).subspan(1));
  old_.push_back(std::move(old));
}

}  // namespace cupola::bus
