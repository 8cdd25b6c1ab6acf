# Dear ImGui with its test-engine hooks, for SDL2's renderer: the target cupola::imgui, or a line that says why there is no window.
find_package(SDL2 CONFIG QUIET)
find_package(Freetype QUIET)
set(imgui_source ${PROJECT_SOURCE_DIR}/build/third_party/imgui-1.90.1)
if(SDL2_FOUND AND FREETYPE_FOUND)
  execute_process(COMMAND ${PROJECT_SOURCE_DIR}/cmake/fetch_imgui.sh ${imgui_source}
    RESULT_VARIABLE imgui_fetched ERROR_VARIABLE imgui_error)
endif()
if(NOT SDL2_FOUND OR NOT FREETYPE_FOUND OR NOT EXISTS ${imgui_source}/imgui.cpp)
  set(missing "The emulator's window is left out: it needs libsdl2-dev, libfreetype-dev and Dear ImGui's source. ${imgui_error}")
  if(DEFINED ENV{CUPOLA_WINDOW_MUST_WORK})
    message(FATAL_ERROR "${missing}")
  endif()
  message(STATUS "${missing}")
  return()
endif()

add_library(cupola_imgui STATIC
  ${imgui_source}/imgui.cpp ${imgui_source}/imgui_draw.cpp ${imgui_source}/imgui_tables.cpp
  ${imgui_source}/imgui_widgets.cpp ${imgui_source}/misc/cpp/imgui_stdlib.cpp
  ${imgui_source}/misc/freetype/imgui_freetype.cpp
  ${imgui_source}/backends/imgui_impl_sdl2.cpp ${imgui_source}/backends/imgui_impl_sdlrenderer2.cpp)
add_library(cupola::imgui ALIAS cupola_imgui)
target_include_directories(cupola_imgui SYSTEM PUBLIC
  ${imgui_source} ${imgui_source}/backends ${imgui_source}/misc/cpp ${imgui_source}/misc/freetype)
target_compile_definitions(cupola_imgui PUBLIC
  IMGUI_ENABLE_TEST_ENGINE IMGUI_ENABLE_FREETYPE IMGUI_DISABLE_OBSOLETE_FUNCTIONS IMGUI_DISABLE_DEMO_WINDOWS)
target_link_libraries(cupola_imgui PUBLIC SDL2::SDL2 PRIVATE Freetype::Freetype)
# Not ours to lint.
set_target_properties(cupola_imgui PROPERTIES CXX_CLANG_TIDY "" POSITION_INDEPENDENT_CODE ON)
