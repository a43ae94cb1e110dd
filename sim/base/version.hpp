#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace roundwatt {

// What the program was built from and how; sim/base/write_version.cmake looks at each build.

extern const std::string_view program_version;  ///< of the project: "0.2.0"
/// The commit's hash, with "+uncommitted" behind it where a source differed from it; "unknown" without git and outside of an
/// archive that git has made.
extern const std::string_view git_commit;
extern const std::string_view compiler;         ///< "GNU 12.2.0"
extern const std::string_view processor_flags;  ///< that the compiler was given: "-march=x86-64-v3"; "none" without any

/// A library and its version, as the program runs with it.
struct LibraryVersion {
  std::string name, version;
};

/// What `--version` prints: a line each for program, commit, libraries, compiler and processor flags.
std::string version_text(std::string_view program, const std::vector<LibraryVersion>& libraries);

}  // namespace roundwatt
