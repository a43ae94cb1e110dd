#include "sim/base/error.hpp"
#include "sim/platform/platform_check.hpp"
#include "sim/platform/platform_file.hpp"
#include "tests/fuzz/fuzz_target.hpp"

using namespace roundwatt;

/// Any text as a platform; what the check accepts is taken in by what comes after it.
int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const MemoryFile file{as_text(data, size)};
  try {
    check_platform(file.path(), MemoryLimit::machine);
    const PlatformFile platform{file.path()};
    for (const DeclaredHost& host : platform.hosts()) platform.find(host.scope, "pue");
  } catch (const UserError&) {
  }
  return 0;
}
