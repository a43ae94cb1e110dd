# cmake -DFUNCTION=name -DFILES=a;b -DSOURCE=out.cpp -P write_embedded_files.cmake: see embed_files.cmake.
set(content "#include \"sim/base/embedded_file.hpp\"

// clang-format off
namespace roundwatt {

const std::vector<EmbeddedFile>& ${FUNCTION}();

const std::vector<EmbeddedFile>& ${FUNCTION}() {
  static const std::vector<EmbeddedFile> files{
")
foreach(file ${FILES})
  get_filename_component(name ${file} NAME)
  file(SIZE ${file} size)
  file(READ ${file} bytes HEX)
  string(REPEAT "[0-9a-f]" 80 line)
  string(REGEX REPLACE "(${line})" "\\1\"\n        \"" bytes "${bytes}")
  string(REGEX REPLACE "([0-9a-f][0-9a-f])" "\\\\x\\1" bytes "${bytes}")
  string(APPEND content "      {\"${name}\", {\n        \"${bytes}\", ${size}}},\n")
endforeach()
string(APPEND content "  };
  return files;
}

}  // namespace roundwatt
")
file(WRITE ${SOURCE} "${content}")
