#include "sim/learning/data_splits.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "sim/base/error.hpp"
#include "sim/learning/apportionment.hpp"
#include "sim/learning/deal_rows.hpp"
#include "sim/learning/shuffle.hpp"

namespace roundwatt {

namespace {

/// Marks \p count of \p rows, each set of them equally likely.
void mark_some(std::vector<char>& marks, const std::vector<SampleRow>& rows, std::size_t count, RandomStream& stream) {
  const std::vector<SampleRow> order = shuffled(rows, stream);
  for (std::size_t i = 0; i < count; ++i) marks[order[i]] = 1;
}

/// A mark for each sample that goes to validation.
std::vector<char> draw_validation(const DataSplits& splits, std::size_t count, RandomStream stream) {
  std::vector<char> marks(splits.train.samples(), 0);
  const auto& clients = splits.clients.rows;
  if (clients.empty()) {
    mark_some(marks, all_rows(marks.size()), count, stream);
  } else if (count > 0) {
    std::vector<double> spare;
    for (const auto& rows : clients) spare.push_back(static_cast<double>(rows.size()) - 1);
    const std::vector<std::size_t> quota = apportion(spare, count);
    for (std::size_t k = 0; k < clients.size(); ++k) mark_some(marks, clients[k], quota[k], stream);
  }
  return marks;
}

/// The samples of \p data that bear \p mark.
Dataset marked(const Dataset& data, const std::vector<char>& marks, char mark) {
  Dataset part{data.name, {}, {}, data.classes, data.shape};
  const auto size = std::count(marks.begin(), marks.end(), mark);
  part.features.resize(data.has_features() ? size : 0, data.features.cols());
  part.labels.reserve(static_cast<std::size_t>(size));
  for (std::size_t row = 0; row < marks.size(); ++row) {
    if (marks[row] != mark) continue;
    if (data.has_features()) {
      part.features.row(static_cast<Eigen::Index>(part.labels.size())) = data.features.row(static_cast<Eigen::Index>(row));
    }
    part.labels.push_back(data.labels[row]);
  }
  return part;
}

/// The clients' rows without those that are marked, numbered anew.
void leave_out(std::vector<std::vector<SampleRow>>& clients, const std::vector<char>& marks) {
  std::vector<SampleRow> new_row(marks.size());
  SampleRow next = 0;
  for (std::size_t row = 0; row < marks.size(); ++row) new_row[row] = marks[row] != 0 ? next : next++;
  for (auto& rows : clients) {
    std::erase_if(rows, [&](SampleRow row) { return marks[row] != 0; });
    for (SampleRow& row : rows) row = new_row[row];
  }
}

}  // namespace

DataSplits split_validation_count(DataSplits splits, std::size_t count, RandomStream stream) {
  const std::size_t samples = splits.train.samples();
  const std::size_t kept = std::max<std::size_t>(splits.clients.rows.size(), 1);
  if (count + kept > samples) {
    throw UserError{
        fmt::format("validation = {} samples of {}: at least {} must be left to train on. Lower it.", count, samples, kept)};
  }
  const std::vector<char> marks = draw_validation(splits, count, stream);
  splits.validation = marked(splits.train, marks, 1);
  splits.train = marked(splits.train, marks, 0);
  leave_out(splits.clients.rows, marks);
  return splits;
}

DataSplits split_validation_share(DataSplits splits, double share, RandomStream stream) {
  if (!(share >= 0 && share < 1)) throw UserError{fmt::format("validation = {} must be a share in [0, 1).", share)};
  const auto count = static_cast<std::size_t>(std::llround(share * static_cast<double>(splits.train.samples())));
  return split_validation_count(std::move(splits), count, stream);
}

}  // namespace roundwatt
