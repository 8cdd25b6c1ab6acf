#include "tests/support/hardware/register_chip.hpp"

#include <utility>

namespace cupola::tests {

void RegisterChip::power_on(base::Monotonic now) {
  registers_.fill(0);
  pointer_ = {};
  reset(now);
}

void RegisterChip::write_byte(std::size_t place, std::uint8_t value, base::Monotonic now) {
  if (place == 0) {
    pointer_ = pointer_of(value);
    return;
  }
  write_register(pointer_.number, value, now);
  step();
}

std::uint8_t RegisterChip::read_byte(base::Monotonic now) {
  const std::uint8_t value = read_register(pointer_.number, now);
  step();
  return value;
}

Counts steady(std::vector<std::int32_t> counts) {
  return [counts = std::move(counts)](std::size_t channel, std::uint64_t) { return counts.at(channel); };
}

void StSensor::reset(base::Monotonic) {
  period_.reset();
  latches_.assign(channels().size(), {});
}

void StSensor::set_period(std::optional<base::Monotonic> period, base::Monotonic now) {
  if (period == period_) return;
  period_ = period;
  if (period) next_ = now + *period;
}

void StSensor::advance(base::Monotonic now) {
  if (!period_ || !ready_) {
    if (period_) next_ = now + *period_;
    return;
  }
  while (next_ <= now) {
    next_ += *period_;
    bool overrun = false;
    for (std::size_t k = 0; k < channels().size(); ++k) {
      overrun = overrun || (peek(status_register()) & channels()[k].ready_bit) != 0;
      convert(k);
    }
    if (overrun) ++overruns_;
    ++conversions_;
  }
}

void StSensor::convert(std::size_t channel) {
  const Channel& which = channels()[channel];
  const std::int32_t counts = counts_(channel, conversions_);
  Latch& latch = latches_[channel];
  if (block_update() && latch.seen != 0) {
    latch.waiting = counts;
  } else {
    show(which, counts);
  }
  registers_.at(status_register()) |= which.ready_bit;
}

void StSensor::show(const Channel& channel, std::int32_t counts) {
  for (std::uint8_t k = 0; k < channel.bytes; ++k) {
    registers_.at(channel.first + std::size_t{k}) =
        static_cast<std::uint8_t>(static_cast<std::uint32_t>(counts) >> (8 * k));
  }
}

void StSensor::note_read(std::uint8_t number) {
  for (std::size_t k = 0; k < channels().size(); ++k) {
    const Channel& channel = channels()[k];
    if (number < channel.first || number >= channel.first + channel.bytes) continue;
    Latch& latch = latches_[k];
    latch.seen = static_cast<std::uint8_t>(latch.seen | (1u << (number - channel.first)));
    const bool highest = number == channel.first + channel.bytes - 1;
    if (highest) registers_.at(status_register()) &= static_cast<std::uint8_t>(~channel.ready_bit);
    if (latch.seen != (1u << channel.bytes) - 1) continue;
    latch.seen = 0;
    if (const auto waiting = std::exchange(latch.waiting, std::nullopt)) {
      show(channel, *waiting);
      registers_.at(status_register()) |= channel.ready_bit;
    }
  }
}

std::uint8_t StSensor::read_register(std::uint8_t number, base::Monotonic now) {
  advance(now);
  const std::uint8_t value = peek(number);
  note_read(number);
  return value;
}

}  // namespace cupola::tests
