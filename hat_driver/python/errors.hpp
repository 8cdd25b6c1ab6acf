#pragma once

#include <system_error>

namespace cupola::python {

/// Sets the OSError of a part that failed. The original's for parts that are not there carry their text
/// alone, without an errno.
void raise_os_error(const std::system_error& error);

/// Sets the Python exception for the C++ exception being handled.
void raise_pending();

}  // namespace cupola::python
