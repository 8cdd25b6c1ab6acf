# cupola_library(NAME SOURCES a.cpp … [HEADERS a.hpp …] [LINK …] [LINK_PRIVATE …] [HARDENED])
# Makes libcupola_NAME.a with the alias cupola::NAME. Every source is listed by hand.
function(cupola_library name)
  cmake_parse_arguments(ARG "HARDENED" "" "SOURCES;HEADERS;LINK;LINK_PRIVATE" ${ARGN})
  if(ARG_SOURCES)
    add_library(cupola_${name} STATIC ${ARG_SOURCES})
    set(scope PUBLIC)
    target_link_libraries(cupola_${name} PRIVATE cupola::warnings ${ARG_LINK_PRIVATE})
    if(ARG_HARDENED)
      target_link_libraries(cupola_${name} PRIVATE cupola::hardened)
    endif()
  else()
    add_library(cupola_${name} INTERFACE)
    set(scope INTERFACE)
  endif()
  add_library(cupola::${name} ALIAS cupola_${name})
  target_sources(cupola_${name} ${scope}
    FILE_SET HEADERS BASE_DIRS ${PROJECT_SOURCE_DIR} FILES ${ARG_HEADERS})
  target_include_directories(cupola_${name} ${scope} $<BUILD_INTERFACE:${PROJECT_SOURCE_DIR}>)
  target_link_libraries(cupola_${name} ${scope} ${ARG_LINK})
  set_target_properties(cupola_${name} PROPERTIES POSITION_INDEPENDENT_CODE ON)
endfunction()

# Builds the tests of what several processes or threads do at once; the thread sanitizer needs no others.
add_custom_target(protocol_tests)

# cupola_test(NAME SOURCES a_test.cpp … [LINK …] [LABELS unit …] [TIMEOUT seconds])
# A test of several labels has one that is made of them: "ctest -L" finds it by each.
# One doctest program; each of its cases becomes a CTest entry called NAME.case.
function(cupola_test name)
  if(NOT CUPOLA_BUILD_TESTS)
    return()
  endif()
  cmake_parse_arguments(ARG "" "TIMEOUT" "SOURCES;LINK;LABELS" ${ARGN})
  if(NOT ARG_LABELS)
    set(ARG_LABELS unit)
  endif()
  if(NOT ARG_TIMEOUT)
    set(ARG_TIMEOUT 60)
  endif()
  if(CUPOLA_SANITIZER OR CMAKE_CROSSCOMPILING)
    math(EXPR ARG_TIMEOUT "${ARG_TIMEOUT} * 5")  # what a sanitizer costs, or qemu
  endif()
  add_executable(${name} ${ARG_SOURCES})
  target_link_libraries(${name} PRIVATE cupola::warnings cupola::test_main ${ARG_LINK})
  target_include_directories(${name} PRIVATE ${PROJECT_SOURCE_DIR})
  set_target_properties(${name} PROPERTIES RUNTIME_OUTPUT_DIRECTORY ${PROJECT_BINARY_DIR}/tests)
  if("protocol" IN_LIST ARG_LABELS)
    add_dependencies(protocol_tests ${name})
  endif()
  set(lock "")
  if("sandbox" IN_LIST ARG_LABELS)
    set(lock RESOURCE_LOCK processor)  # deadlines of real boxes: one such test at a time, none beside a guest
  endif()
  string(REPLACE ";" "-" label "${ARG_LABELS}")
  # Discovery at test time: a sanitizer build would otherwise run half-linked programs while building.
  doctest_discover_tests(${name} TEST_PREFIX "${name}." WORKING_DIRECTORY ${PROJECT_SOURCE_DIR}
    PROPERTIES LABELS "${label}" TIMEOUT ${ARG_TIMEOUT} SKIP_RETURN_CODE 77 ${lock}
    ENVIRONMENT "CUPOLA_BUILD_DIR=${PROJECT_BINARY_DIR}")
endfunction()
