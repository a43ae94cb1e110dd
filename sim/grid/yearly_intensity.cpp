#include "sim/grid/yearly_intensity.hpp"

#include "sim/base/embedded_file.hpp"
#include "sim/grid/read_grid.hpp"

namespace roundwatt {

const std::vector<EmbeddedFile>& yearly_table_file();

const GridTable& yearly_intensity() {
  static const GridTable table = parse_grid(yearly_table_file().front().bytes, "the yearly table", {});
  return table;
}

}  // namespace roundwatt
