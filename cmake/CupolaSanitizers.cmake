# CUPOLA_SANITIZER: what -fsanitize= takes ("address,undefined", "thread"), for the whole build.
set(CUPOLA_SANITIZER "" CACHE STRING "Sanitizers, as -fsanitize= takes them")
if(CUPOLA_SANITIZER)
  add_compile_options(-fsanitize=${CUPOLA_SANITIZER} -fno-omit-frame-pointer -fno-sanitize-recover=all)
  add_link_options(-fsanitize=${CUPOLA_SANITIZER})
endif()
