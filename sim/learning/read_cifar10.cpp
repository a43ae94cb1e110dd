#include "sim/learning/read_cifar10.hpp"

#include <fmt/format.h>

#include <cstdint>
#include <string>
#include <vector>

#include "sim/base/csv.hpp"
#include "sim/base/error.hpp"
#include "sim/learning/bounded_file.hpp"

namespace roundwatt {

namespace {

constexpr std::int32_t classes = 10;
constexpr ImageShape shape{3, 32, 32};
constexpr std::size_t pixels = 3 * 32 * 32;
constexpr std::size_t sample_bytes = 1 + pixels;

/// The published files hold 10,000 samples each; a file may hold ten times as many.
constexpr std::size_t most_bytes = 100'000 * sample_bytes;

std::string read_batch(const std::filesystem::path& file, ProblemList& problems) {
  std::string bytes;
  try {
    bytes = read_bounded_file(file, most_bytes);
  } catch (const UserError& error) {
    for (const Problem& problem : error.problems()) problems.add(problem.file, problem.line, problem.message);
    return {};
  }
  if (bytes.empty() || bytes.size() % sample_bytes != 0) {
    problems.add(file, 0,
                 fmt::format("holds {} bytes; it must be a whole number of samples of {} bytes, at least one.", bytes.size(),
                             sample_bytes));
    return {};
  }
  for (std::size_t begin = 0; begin < bytes.size(); begin += sample_bytes) {
    const int label = static_cast<std::uint8_t>(bytes[begin]);
    if (label >= classes) {
      problems.add(file, 0, fmt::format("sample {} has label {}; it must be below {}.", begin / sample_bytes, label, classes));
    }
  }
  return bytes;
}

Dataset join(const std::vector<std::string>& batches) {
  std::size_t samples = 0;
  for (const std::string& bytes : batches) samples += bytes.size() / sample_bytes;
  Dataset data{"cifar-10", {}, {}, classes, shape};
  data.features.resize(static_cast<Eigen::Index>(samples), static_cast<Eigen::Index>(pixels));
  for (const std::string& bytes : batches) {
    for (std::size_t begin = 0; begin < bytes.size(); begin += sample_bytes) {
      const auto row = static_cast<Eigen::Index>(data.labels.size());
      const auto* pixel = reinterpret_cast<const std::uint8_t*>(bytes.data() + begin + 1);
      using ByteRow = Eigen::Matrix<std::uint8_t, 1, Eigen::Dynamic>;
      data.features.row(row) = Eigen::Map<const ByteRow>(pixel, static_cast<Eigen::Index>(pixels)).cast<float>() / 255.0F;
      data.labels.push_back(static_cast<std::uint8_t>(bytes[begin]));
    }
  }
  return data;
}

}  // namespace

DataSplits read_cifar10_binary(const std::filesystem::path& folder) {
  ProblemList problems{most_csv_problems};
  std::vector<std::string> batches;
  for (int i = 1; i <= 5; ++i) batches.push_back(read_batch(folder / fmt::format("data_batch_{}.bin", i), problems));
  const std::vector<std::string> test{read_batch(folder / "test_batch.bin", problems)};
  problems.throw_if_any();
  DataSplits splits;
  splits.train = join(batches);
  splits.test = join(test);
  return splits;
}

}  // namespace roundwatt
