#pragma once

#include <string>
#include <vector>

namespace roundwatt {

/// A one-dimensional dataset of doubles.
struct NamedSeries {
  std::string name;
  std::vector<double> values;
};

/// The bytes of an HDF5 file with these datasets and nothing else, the same each time. \throws RunError when HDF5 refuses.
std::string series_image(const std::vector<NamedSeries>& series);

}  // namespace roundwatt
