# Where CUPOLA_COMPILE_TOGETHER is on, some targets compile their sources eight at a time (CMake's unity builds), so that
# what they all include is read and instantiated once for eight (docs/decisions/0011). It is off in every preset but
# release, so that the others find an include that is missing.
option(CUPOLA_COMPILE_TOGETHER "Compile several sources at once (the preset release does)" OFF)

# cupola_compile_together(TARGET [ALONE a.cpp …]): ALONE are sources whose names, private to them, another source has too.
function(cupola_compile_together target)
  cmake_parse_arguments(ARG "" "" "ALONE" ${ARGN})
  if(CUPOLA_COMPILE_TOGETHER)
    set_target_properties(${target} PROPERTIES UNITY_BUILD ON UNITY_BUILD_BATCH_SIZE 8)
    # g++ takes sources that are included for headers here, in which a type must not have parts that are private to a file.
    target_compile_options(${target} PRIVATE $<$<CXX_COMPILER_ID:GNU>:-Wno-subobject-linkage>)
    set_source_files_properties(${ARG_ALONE} PROPERTIES SKIP_UNITY_BUILD_INCLUSION ON)
  endif()
endfunction()
