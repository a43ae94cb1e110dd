# roundwatt_embed(LIBRARY FUNCTION FILES...): puts FILES into LIBRARY, byte by byte as they are when the program is built. The
# library gets `const std::vector<EmbeddedFile>& FUNCTION()` (sim/base/embedded_file.hpp), in the order of FILES; a header of
# its own declares it.
set(roundwatt_embedder ${CMAKE_CURRENT_LIST_DIR}/write_embedded_files.cmake)
function(roundwatt_embed library function)
  set(source ${CMAKE_BINARY_DIR}/generated/${function}.cpp)
  add_custom_command(
    OUTPUT ${source}
    COMMAND ${CMAKE_COMMAND} -DFUNCTION=${function} "-DFILES=${ARGN}" -DSOURCE=${source} -P ${roundwatt_embedder}
    DEPENDS ${ARGN} ${roundwatt_embedder}
    VERBATIM)
  target_sources(${library} PRIVATE ${source})
  set_source_files_properties(${source} PROPERTIES COMPILE_OPTIONS -Wno-overlength-strings)
endfunction()
