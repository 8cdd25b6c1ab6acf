# Where CUPOLA_COMPILE_TOGETHER is on, some targets compile their sources eight at a time (CMake's unity builds), so that
# what they all include is read and instantiated once for eight (docs/decisions/0011). It is off in debug
# builds, all presets but release, so that those find an include that is missing.
if(CMAKE_BUILD_TYPE STREQUAL "Release")
  set(together ON)
else()
  set(together OFF)
endif()
option(CUPOLA_COMPILE_TOGETHER "Compile several sources at once" ${together})

# cupola_compile_together(TARGET [ALONE a.cpp …]): ALONE are sources whose names, private to them, another source has too.
function(cupola_compile_together target)
  cmake_parse_arguments(ARG "" "" "ALONE" ${ARGN})
  if(CUPOLA_COMPILE_TOGETHER)
    set_target_properties(${target} PROPERTIES UNITY_BUILD ON UNITY_BUILD_BATCH_SIZE 8)
    # g++ takes sources that are included for headers here, in which a type must not have parts that are private to a file.
    # And g++ 12 follows values of variants and strings further than it understands them; file by file it does not.
    target_compile_options(${target} PRIVATE
      $<$<CXX_COMPILER_ID:GNU>:-Wno-subobject-linkage;-Wno-maybe-uninitialized;-Wno-restrict>)
    set_source_files_properties(${ARG_ALONE} PROPERTIES SKIP_UNITY_BUILD_INCLUSION ON)
  endif()
endfunction()
