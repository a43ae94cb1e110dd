#include "sim/learning/label_index.hpp"

namespace roundwatt {

std::vector<double> LabelIndex::shares() const {
  std::vector<double> all;
  for (const auto& of_label : rows) all.push_back(static_cast<double>(of_label.size()) / static_cast<double>(samples));
  return all;
}

LabelIndex index_labels(const Dataset& data) {
  std::vector<std::vector<SampleRow>> by_label(static_cast<std::size_t>(data.classes));
  for (std::size_t row = 0; row < data.samples(); ++row) {
    by_label[static_cast<std::size_t>(data.labels[row])].push_back(static_cast<SampleRow>(row));
  }
  LabelIndex index{{}, {}, data.samples()};
  for (std::size_t label = 0; label < by_label.size(); ++label) {
    if (by_label[label].empty()) continue;
    index.labels.push_back(static_cast<std::int32_t>(label));
    index.rows.push_back(std::move(by_label[label]));
  }
  return index;
}

}  // namespace roundwatt
