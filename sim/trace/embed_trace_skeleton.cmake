# The skeleton of a trace is made once, when the program is built, and becomes part of it.
add_executable(make_trace_skeleton sim/trace/build/make_trace_skeleton.cpp sim/trace/trace_skeleton.cpp sim/trace/schema.cpp
               sim/trace/table_writer.cpp sim/trace/hdf5_attribute.cpp)
target_include_directories(make_trace_skeleton SYSTEM PRIVATE ${HDF5_INCLUDE_DIRS})
target_link_libraries(make_trace_skeleton PRIVATE roundwatt_base ${ROUNDWATT_HDF5_LIBRARIES})
set_target_properties(make_trace_skeleton PROPERTIES RUNTIME_OUTPUT_DIRECTORY ${CMAKE_BINARY_DIR}/generated)
set(skeleton ${CMAKE_BINARY_DIR}/generated/trace_skeleton)
file(CONFIGURE OUTPUT ${skeleton}_image.cpp @ONLY CONTENT "#include \"sim/trace/trace_skeleton.hpp\"

// clang-format off
__asm__(\".section .rodata\\n\"
        \"roundwatt_skeleton_begin: .incbin \\\"${skeleton}.h5\\\"\\n\"
        \"roundwatt_skeleton_end: .byte 0\\n\"
        \".previous\\n\");
// clang-format on

extern \"C\" const char roundwatt_skeleton_begin[];
extern \"C\" const char roundwatt_skeleton_end[];

namespace roundwatt {

std::string_view trace_skeleton_image() {
  return {roundwatt_skeleton_begin, static_cast<std::size_t>(roundwatt_skeleton_end - roundwatt_skeleton_begin)};
}

}  // namespace roundwatt
")
add_custom_command(OUTPUT ${skeleton}.h5 COMMAND make_trace_skeleton ${skeleton}.h5 DEPENDS make_trace_skeleton)
set_source_files_properties(${skeleton}_image.cpp PROPERTIES OBJECT_DEPENDS ${skeleton}.h5)
target_sources(roundwatt_trace PRIVATE ${skeleton}_image.cpp)
