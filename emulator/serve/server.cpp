#include "emulator/serve/server.hpp"

#include <algorithm>

namespace cupola::serve {

Server::Server(board::BoardPages& pages, const world::World& world, hat::Profile profile,
               base::Monotonic start)
    : board_(pages),
      page_(&pages.world()),
      world_(world),
      start_(start),
      feeds_{{board::Chip::Hts221, world::kHts221Rate},
             {board::Chip::Lps25h, world::kLps25hRate},
             {board::Chip::Lsm9ds1, world::kLsm9ds1Rate},
             {board::Chip::Colour, world::light_rate(profile)}} {
  for (const Feed& feed : feeds_) publish(feed);
}

void Server::publish(const Feed& feed) {
  if (!board::has(page_->chips.load(std::memory_order_relaxed), feed.chip)) return;
  const auto on_the_clock = [&](auto sample) {
    sample.time_ns += start_.count();
    board_.publish(sample);
  };
  switch (feed.chip) {
    case board::Chip::Hts221:
      return on_the_clock(world_.humidity(feed.published));
    case board::Chip::Lps25h:
      return on_the_clock(world_.pressure(feed.published));
    case board::Chip::Lsm9ds1:
      return on_the_clock(world_.motion(feed.published));
    case board::Chip::Colour:
      return on_the_clock(world_.light(feed.published, feed.rate));
  }
}

void Server::advance_to(base::Monotonic now) {
  if (now < start_) return;
  for (Feed& feed : feeds_) {
    const std::uint64_t newest = feed.rate.newest_at(now - start_);
    if (newest <= feed.published) continue;
    feed.published = newest;
    publish(feed);
  }
}

base::Monotonic Server::next_due() const {
  const auto due = [&](const Feed& feed) { return start_ + feed.rate.time_of(feed.published + 1); };
  base::Monotonic soonest = due(feeds_[0]);
  for (const Feed& feed : feeds_) {
    if (board::has(page_->chips.load(std::memory_order_relaxed), feed.chip)) {
      soonest = std::min(soonest, due(feed));
    }
  }
  return soonest;
}

void Server::change(const world::WorldState& state, base::Monotonic now) {
  advance_to(now);
  world_.change(state, std::max(now - start_, base::Monotonic(0)));
}

world::Orientation Server::orientation_at(base::Monotonic now) const {
  return world_.orientation_at(std::max(now - start_, base::Monotonic(0)));
}

}  // namespace cupola::serve
