#include "sim/learning/read_leaf.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <numeric>

#include "sim/base/csv.hpp"
#include "sim/learning/leaf_file.hpp"

namespace roundwatt {

namespace {

std::int32_t largest_label(const LeafFile& leaf) {
  std::int32_t largest = 0;
  for (const LeafUser& user : leaf.users) {
    for (const std::int32_t label : user.labels) largest = std::max(largest, label);
  }
  return largest;
}

/// All users' samples, user by user.
Dataset join(const LeafFile& leaf, std::int32_t classes) {
  Dataset data{leaf.file.stem().string(), {}, {}, classes, {}};
  for (const LeafUser& user : leaf.users) data.labels.insert(data.labels.end(), user.labels.begin(), user.labels.end());
  data.features.resize(static_cast<Eigen::Index>(data.labels.size()), static_cast<Eigen::Index>(leaf.features));
  float* next = data.features.data();
  for (const LeafUser& user : leaf.users) next = std::copy(user.features.begin(), user.features.end(), next);
  return data;
}

NaturalClients clients_of(const LeafFile& leaf) {
  NaturalClients clients;
  SampleRow next = 0;
  for (const LeafUser& user : leaf.users) {
    if (user.labels.empty()) {
      clients.excluded.push_back(user.name);
      continue;
    }
    std::vector<SampleRow> rows(user.labels.size());
    std::iota(rows.begin(), rows.end(), next);
    next += static_cast<SampleRow>(rows.size());
    clients.names.push_back(user.name);
    clients.rows.push_back(std::move(rows));
  }
  return clients;
}

}  // namespace

DataSplits read_leaf(const LeafFiles& files) {
  ProblemList problems{most_csv_problems};
  const LeafFile train = read_leaf_file(files.train, problems);
  const LeafFile test = read_leaf_file(files.test, problems);
  if (problems.count() == 0) {
    for (const LeafFile* leaf : {&train, &test}) {
      if (leaf->features == 0) problems.add(leaf->file, 0, "has no user with a sample.");
    }
    if (train.features != 0 && test.features != 0 && train.features != test.features) {
      problems.add(test.file, 0,
                   fmt::format("has samples of {} features, but {} has {}. Name two files of one set.", test.features,
                               train.file.string(), train.features));
    }
  }
  problems.throw_if_any();
  const std::int32_t classes = std::max(largest_label(train), largest_label(test)) + 1;
  DataSplits splits;
  splits.train = join(train, classes);
  splits.test = join(test, classes);
  splits.clients = clients_of(train);
  return splits;
}

}  // namespace roundwatt
