#pragma once

namespace cupola::sandbox {

/// Confines this process and all that it will start: reading and running everywhere in the box, writing in
/// /tmp, /dev/shm, the devices and the folder `results` if there is one, and from kernel 6.12 on no signal to
/// anybody else. A second layer behind the walls of the box, so a kernel without Landlock is no failure.
/// no_new_privs must be set.
void confine_with_landlock(const char* results);

}  // namespace cupola::sandbox
