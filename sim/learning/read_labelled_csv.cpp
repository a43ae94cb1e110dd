#include "sim/learning/read_labelled_csv.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "sim/base/csv.hpp"
#include "sim/learning/numeric_csv.hpp"

namespace roundwatt {

namespace {

/// What standardising takes from a column and what it multiplies with.
struct ColumnScale {
  double mean = 0, factor = 1;
};

ColumnScale scale_of(const NumericCsv& csv, std::size_t column, std::size_t columns) {
  const auto rows = static_cast<double>(csv.labels.size());
  double least = csv.features[column], most = least, mean = 0, variance = 0;
  for (std::size_t i = column; i < csv.features.size(); i += columns) {
    least = std::min(least, csv.features[i]);
    most = std::max(most, csv.features[i]);
    mean += csv.features[i] / rows;
  }
  for (std::size_t i = column; i < csv.features.size(); i += columns) {
    variance += (csv.features[i] - mean) * (csv.features[i] - mean) / rows;
  }
  return {mean, least < most ? 1 / std::sqrt(variance) : 0};
}

std::vector<ColumnScale> scales_of(const NumericCsv& train, FeatureScaling scaling) {
  const std::size_t columns = train.header.size() - 1;
  std::vector<ColumnScale> scales(columns);
  if (scaling == FeatureScaling::none) return scales;
  for (std::size_t column = 0; column < columns; ++column) scales[column] = scale_of(train, column, columns);
  return scales;
}

Dataset dataset_of(const NumericCsv& csv, const std::vector<ColumnScale>& scales, std::int32_t classes) {
  Dataset data{csv.file.stem().string(), {}, csv.labels, classes, {}};
  data.features.resize(static_cast<Eigen::Index>(csv.labels.size()), static_cast<Eigen::Index>(scales.size()));
  for (std::size_t i = 0; i < csv.features.size(); ++i) {
    const ColumnScale& scale = scales[i % scales.size()];
    data.features.data()[i] = static_cast<float>((csv.features[i] - scale.mean) * scale.factor);
  }
  return data;
}

void check_headers(const NumericCsv& train, const NumericCsv& test, ProblemList& problems) {
  if (train.header == test.header) return;
  problems.add(test.file, test.header_line,
               fmt::format("the columns are not those of {}, in the same order.", train.file.string()));
}

/// Models start with weights for features of about 1.
void note_raw_features(const NumericCsv& train, DataSplits& splits) {
  constexpr double usual = 10;
  const auto larger = [](double a, double b) { return std::abs(a) < std::abs(b); };
  const auto largest = std::max_element(train.features.begin(), train.features.end(), larger);
  if (largest == train.features.end() || std::abs(*largest) <= usual) return;
  splits.notes.push_back(
      fmt::format("{}: features reach {:g} and are taken as they stand, at which usual learning rates diverge. Say "
                  "data.source.standardise: true, or bring them to about 1",
                  train.file.string(), *largest));
}

}  // namespace

DataSplits read_labelled_csv(const LabelledCsv& files) {
  ProblemList problems{most_csv_problems};
  const NumericCsv train = read_numeric_csv(files.train, files.label, problems);
  const NumericCsv test = read_numeric_csv(files.test, files.label, problems);
  check_headers(train, test, problems);
  const auto pixels = static_cast<std::size_t>(files.shape.channels) * static_cast<std::size_t>(files.shape.height) *
                      static_cast<std::size_t>(files.shape.width);
  if (files.shape.given() && train.header.size() != pixels + 1) {
    problems.add(
        train.file, train.header_line,
        fmt::format("has {} columns beside {}, but data.source.shape = [{}, {}, {}] makes {}.", train.header.size() - 1,
                    files.label, files.shape.channels, files.shape.height, files.shape.width, pixels));
  }
  problems.throw_if_any();
  const std::int32_t last = std::max(*std::max_element(train.labels.begin(), train.labels.end()),
                                     *std::max_element(test.labels.begin(), test.labels.end()));
  const std::vector<ColumnScale> scales = scales_of(train, files.scaling);
  DataSplits splits;
  splits.train = dataset_of(train, scales, last + 1);
  splits.test = dataset_of(test, scales, last + 1);
  splits.train.shape = splits.test.shape = files.shape;
  if (files.scaling == FeatureScaling::none) note_raw_features(train, splits);
  return splits;
}

}  // namespace roundwatt
