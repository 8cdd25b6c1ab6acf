#pragma once

#include <cstddef>
#include <utility>

namespace cupola::base {

enum class Access { ReadOnly, ReadWrite };

/// Owns one shared memory mapping of a file; unmaps it at the end of its life. Movable, not copyable.
class Mapping {
 public:
  Mapping() = default;
  /// Maps the first `size` bytes of `fd`. Throws std::system_error.
  static Mapping open(int fd, std::size_t size, Access access);
  Mapping(Mapping&& other) noexcept
      : address_(std::exchange(other.address_, nullptr)), size_(std::exchange(other.size_, 0)) {}
  Mapping& operator=(Mapping&& other) noexcept;
  Mapping(const Mapping&) = delete;
  Mapping& operator=(const Mapping&) = delete;
  ~Mapping();

  void* data() const { return address_; }
  std::size_t size() const { return size_; }

 private:
  Mapping(void* address, std::size_t size) : address_(address), size_(size) {}
  void* address_ = nullptr;
  std::size_t size_ = 0;
};

}  // namespace cupola::base
