#include "sim/grid/yearly_intensity.hpp"

#include "sim/grid/read_grid.hpp"
#include "sim/grid/yearly_intensity_csv.hpp"

namespace roundwatt {

const GridTable& yearly_intensity() {
  static const GridTable table = parse_grid(yearly_intensity_csv, "the yearly table", {});
  return table;
}

}  // namespace roundwatt
