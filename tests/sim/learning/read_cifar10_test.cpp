#include "sim/learning/read_cifar10.hpp"

#include "tests/sim/learning/data_files.hpp"
#include "tests/sim/scratch_text.hpp"
#include "tests/soft.hpp"

using namespace roundwatt;

namespace {

std::string sample(int label, unsigned char red, unsigned char blue) {
  return std::string(1, static_cast<char>(label)) + std::string(1024, static_cast<char>(red)) + std::string(1024, '\0') +
         std::string(1024, static_cast<char>(blue));
}

}  // namespace

TEST_CASE("CIFAR-10's five batches are joined, channel after channel") {
  const ScratchText test{sample(3, 255, 0) + sample(9, 0, 51), "test_batch.bin"};
  const auto folder = test.path().parent_path();
  for (int i = 1; i <= 5; ++i) write_file(folder / ("data_batch_" + std::to_string(i) + ".bin"), sample(i, 255, 51));
  const DataSplits splits = read_cifar10_binary(folder);
  CHECK(splits.train.labels == std::vector<std::int32_t>{1, 2, 3, 4, 5});
  CHECK(splits.test.labels == std::vector<std::int32_t>{3, 9});
  CHECK(splits.train.classes == 10);
  CHECK(splits.train.shape == ImageShape{3, 32, 32});
  REQUIRE(splits.train.features.cols() == 3072);
  CHECK(splits.train.features(4, 1023) == 1.0F);
  CHECK(splits.train.features(4, 1024) == 0.0F);
  CHECK(splits.train.features(4, 2048) == 0.2F);
  CHECK(splits.test.features(1, 3071) == 0.2F);
}

TEST_CASE("every batch of CIFAR-10 that is missing or wrong is named") {
  const ScratchText test{sample(3, 0, 0).substr(1), "test_batch.bin"};
  const auto folder = test.path().parent_path();
  write_file(folder / "data_batch_1.bin", sample(3, 0, 0) + sample(10, 0, 0));
  write_file(folder / "data_batch_2.bin", "");
  const std::string told = test.complaint([&](const std::string&) { read_cifar10_binary(folder); });
  CHECK_THAT(told, StartsWith("6 problems:"));
  CHECK_THAT(told, ContainsSubstring("data_batch_1.bin: sample 1 has label 10; it must be below 10."));
  CHECK_THAT(told, ContainsSubstring(
                       "data_batch_2.bin: holds 0 bytes; it must be a whole number of samples of 3073 bytes, at least one."));
  CHECK_THAT(told, ContainsSubstring("data_batch_5.bin: cannot be read: No such file or directory."));
  CHECK_THAT(told, ContainsSubstring("test_batch.bin: holds 3072 bytes;"));
}
