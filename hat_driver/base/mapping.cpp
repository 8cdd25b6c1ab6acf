#include "hat_driver/base/mapping.hpp"

#include "hat_driver/base/system_error.hpp"

#include <sys/mman.h>

#include <cstdint>

namespace cupola::base {

Mapping Mapping::open(int fd, std::size_t size, Access access) {
  const int protection = access == Access::ReadOnly ? PROT_READ : PROT_READ | PROT_WRITE;
  void* const address = ::mmap(nullptr, size, protection, MAP_SHARED, fd, 0);
  // MAP_FAILED is the one value for which nothing was mapped; comparing against null instead would miss it.
  if (reinterpret_cast<std::intptr_t>(address) == -1) throw_errno("map", "shared memory");
  return {address, size};
}

Mapping& Mapping::operator=(Mapping&& other) noexcept {
  std::swap(address_, other.address_);
  std::swap(size_, other.size_);
  return *this;
}

Mapping::~Mapping() {
  if (address_ != nullptr) ::munmap(address_, size_);
}

}  // namespace cupola::base
