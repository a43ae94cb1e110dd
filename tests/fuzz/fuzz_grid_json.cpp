#include "tests/fuzz/grid_input.hpp"

/// Any text as what the interfaces of others answer about grids.
int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  roundwatt::import_any(roundwatt::as_text(data, size));
  return 0;
}
