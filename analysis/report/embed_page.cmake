# The parts of the HTML report as C++ constants: skeleton, style, script, chart specifications, and the chart libraries where
# fetch_charts.cmake has taken them.
file(GLOB page_parts CONFIGURE_DEPENDS ${CMAKE_CURRENT_LIST_DIR}/page/*.css ${CMAKE_CURRENT_LIST_DIR}/page/*.js
     ${CMAKE_CURRENT_LIST_DIR}/page/*.json)
file(GLOB chart_libraries CONFIGURE_DEPENDS ${CMAKE_CURRENT_LIST_DIR}/vendor/*.min.js)
list(LENGTH chart_libraries count)
if(NOT count EQUAL 3)
  set(chart_libraries "")
  message(STATUS "reports will have no charts: run `cmake -P analysis/report/fetch_charts.cmake` (scripts/install.sh does)")
endif()
set(page_assets ${CMAKE_BINARY_DIR}/generated/page_assets.cpp)
add_custom_command(
  OUTPUT ${page_assets}
  COMMAND ${CMAKE_COMMAND} "-DPARTS=${page_parts}" "-DLIBRARIES=${chart_libraries}" -DSOURCE=${page_assets} -P
          ${CMAKE_CURRENT_LIST_DIR}/write_page_assets.cmake
  DEPENDS ${page_parts} ${chart_libraries} ${CMAKE_CURRENT_LIST_DIR}/write_page_assets.cmake
  VERBATIM)
target_sources(roundwatt_analysis_report PRIVATE ${page_assets})
