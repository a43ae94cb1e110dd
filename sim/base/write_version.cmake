# cmake -DTREE=project -DSOURCE=version.cpp -DVERSION=… -DCOMPILER=… -DFLAGS=… -P write_version.cmake: writes the definitions of
# version.hpp when they have changed, so that only then something is built anew.
function(git output)
  execute_process(COMMAND git -c safe.directory=* -C ${TREE} ${ARGN} OUTPUT_VARIABLE text OUTPUT_STRIP_TRAILING_WHITESPACE
                  ERROR_QUIET RESULT_VARIABLE failed)
  if(failed)
    set(text "")
  endif()
  set(${output} "${text}" PARENT_SCOPE)
endfunction()

# A source archive may lie inside the work tree of another project.
git(top rev-parse --show-toplevel)
file(REAL_PATH ${TREE} tree)
if(top STREQUAL tree)
  git(commit rev-parse HEAD)
  git(changes status --porcelain -- sim analysis scripts CMakeLists.txt)
  if(changes)
    string(APPEND commit "+uncommitted")
  endif()
else()
  # git archive puts the commit there (.gitattributes).
  file(STRINGS ${TREE}/sim/base/archived_commit.txt commit LIMIT_COUNT 1)
endif()
if(NOT commit MATCHES "^[0-9a-f]+")
  set(commit unknown)
endif()

string(REGEX MATCH "-march=[^ ;]+" march "${FLAGS}")
if(NOT march)
  set(march none)
endif()
set(content "#include \"sim/base/version.hpp\"

namespace roundwatt {

const std::string_view program_version = \"${VERSION}\";
const std::string_view git_commit = \"${commit}\";
const std::string_view compiler = \"${COMPILER}\";
const std::string_view processor_flags = \"${march}\";

}  // namespace roundwatt
")
set(before "")
if(EXISTS ${SOURCE})
  file(READ ${SOURCE} before)
endif()
if(NOT before STREQUAL content)
  file(WRITE ${SOURCE} "${content}")
endif()
