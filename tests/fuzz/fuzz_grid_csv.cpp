#include "sim/grid/read_grid.hpp"
#include "tests/fuzz/grid_input.hpp"

using namespace roundwatt;

/// Any text as a grid, of Roundwatt's own layout and of whichever it looks like.
int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text = as_text(data, size);
  try {
    expect_possible(parse_grid(text, "grid.csv", yearly_intensity().codes()));
  } catch (const UserError&) {
  }
  import_any(text);
  return 0;
}
