# Puts sim/grid/yearly_intensity.csv into the library roundwatt_grid, as the header sim/grid/yearly_intensity_csv.hpp.
set(yearly_table ${CMAKE_CURRENT_LIST_DIR}/yearly_intensity.csv)
set(yearly_header ${CMAKE_BINARY_DIR}/generated/sim/grid/yearly_intensity_csv.hpp)
add_custom_command(
  OUTPUT ${yearly_header}
  COMMAND ${CMAKE_COMMAND} -DTABLE=${yearly_table} -DHEADER=${yearly_header} -P ${CMAKE_CURRENT_LIST_DIR}/write_text_header.cmake
  DEPENDS ${yearly_table} ${CMAKE_CURRENT_LIST_DIR}/write_text_header.cmake
  VERBATIM)
target_sources(roundwatt_grid PRIVATE ${yearly_header})
