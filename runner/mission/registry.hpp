#pragma once

#include "runner/mission/mission.hpp"

#include <cstdint>
#include <map>
#include <set>
#include <string>
#include <vector>

namespace cupola::mission {

enum class Change { None, Added, Updated };

struct Registration {
  Change change = Change::None;
  Entry entry;          ///< as it now stands in the mission, with its id
  std::string problem;  ///< not empty: nothing was changed
};

/// Decides which submissions are new and which are known, gives ids, and keeps the order received. Pure.
///
/// A submission with an id is the entry of that id. One without is known only if an entry has the same file
/// name, team and program: a changed program without an id becomes a new entry, so nothing is ever lost by a
/// repeated file name.
class Registry {
 public:
  explicit Registry(std::vector<Entry> entries);

  /// Tells an id that a later submission names, so that no number is given away to somebody else.
  void keep_free(const std::string& id);
  Registration add(Entry submission);

  /// By `received`; an entry without one stays behind the one it was handed in after.
  std::vector<Entry> in_order_received() const;

 private:
  Registration add_known(std::size_t index, Entry submission);
  std::string next_number();

  std::vector<Entry> entries_;
  std::map<std::string, std::size_t> by_id_;
  std::multimap<std::string, std::size_t> by_content_;
  std::set<std::size_t> taken_;  ///< entries already matched by a submission without an id
  std::uint64_t last_number_ = 0;
};

}  // namespace cupola::mission
