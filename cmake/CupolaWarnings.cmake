# cupola::warnings: every warning we hold ourselves to. Link it PRIVATE, so that nobody who uses us inherits it.
option(CUPOLA_WARNINGS_AS_ERRORS "Treat warnings as errors (the presets do)" OFF)

add_library(cupola_warnings INTERFACE)
add_library(cupola::warnings ALIAS cupola_warnings)
target_compile_options(cupola_warnings INTERFACE
  -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Wsign-conversion -Wold-style-cast
  -Wnon-virtual-dtor -Woverloaded-virtual -Wundef
  $<$<BOOL:${CUPOLA_WARNINGS_AS_ERRORS}>:-Werror>)

# cupola::hardened: for whatever runs beside untrusted programs (the runner).
add_library(cupola_hardened INTERFACE)
add_library(cupola::hardened ALIAS cupola_hardened)
target_compile_options(cupola_hardened INTERFACE
  $<$<NOT:$<CONFIG:Debug>>:-D_FORTIFY_SOURCE=3> -fstack-protector-strong -fstack-clash-protection -fPIE)
target_link_options(cupola_hardened INTERFACE -Wl,-z,relro,-z,now,-z,noexecstack)
