#include "sim/learning/read_fashion_mnist.hpp"

#include "tests/sim/learning/data_files.hpp"
#include "tests/sim/scratch_text.hpp"
#include "tests/soft.hpp"

using namespace roundwatt;

namespace {

std::vector<std::int32_t> first_five(const Dataset& data) { return {data.labels.begin(), data.labels.begin() + 5}; }

}  // namespace

TEST_CASE("Fashion-MNIST of Debian's package has 60,000 and 10,000 images of ten equally frequent classes") {
  if (!std::filesystem::exists(fashion_mnist_folder())) {
    WARN("dataset-fashion-mnist is not installed");
    return;
  }
  const DataSplits splits = read_fashion_mnist(fashion_mnist_folder());
  CHECK(splits.train.samples() == 60000);
  CHECK(splits.test.samples() == 10000);
  CHECK(splits.train.shape == ImageShape{1, 28, 28});
  CHECK(splits.train.features.cols() == 784);
  CHECK(first_five(splits.train) == std::vector<std::int32_t>{9, 0, 0, 3, 0});
  CHECK(first_five(splits.test) == std::vector<std::int32_t>{9, 2, 1, 1, 6});
  for (std::int32_t label = 0; label < 10; ++label) {
    CHECK(std::count(splits.train.labels.begin(), splits.train.labels.end(), label) == 6000);
  }
  CHECK(splits.train.features.minCoeff() == 0);
  CHECK(splits.train.features.maxCoeff() == 1);
  // The mean pixel of the training images, as published with the data set.
  CHECK(splits.train.features.cast<double>().mean() == Approx(0.2860).margin(5e-5));
}

TEST_CASE("without Fashion-MNIST every file that is missing is named, and the package") {
  const ScratchText empty{""};
  const std::string told =
      empty.complaint([](const std::string& file) { read_fashion_mnist(std::filesystem::path{file}.parent_path()); });
  CHECK_THAT(told, StartsWith("4 problems:\n  train-images-idx3-ubyte: is not there, with or without .gz. Install Debian's "
                              "package (apt install dataset-fashion-mnist), or name the folder that holds the four files."));
  CHECK_THAT(told, ContainsSubstring("t10k-labels-idx1-ubyte: is not there"));
}

TEST_CASE("files of another content are not taken for Fashion-MNIST") {
  const ScratchText file{std::string(60008, 'x'), "train-labels-idx1-ubyte"};
  const auto folder = file.path().parent_path();
  write_file(folder / "t10k-labels-idx1-ubyte.gz", gzip(std::string(9999, 'x')));
  write_file(folder / "t10k-images-idx3-ubyte", std::string(7840016, 'x'));
  write_file(folder / "train-images-idx3-ubyte.gz", gzip("x"));
  const std::string told = file.complaint([&](const std::string&) { read_fashion_mnist(folder); });
  CHECK_THAT(told, ContainsSubstring("train-images-idx3-ubyte.gz: holds 1 bytes unpacked; Fashion-MNIST's holds 47040016."));
  CHECK_THAT(told, ContainsSubstring("train-labels-idx1-ubyte: is not Fashion-MNIST's: SHA-256 unpacked "));
  CHECK_THAT(told, ContainsSubstring("t10k-labels-idx1-ubyte.gz: holds 9999 bytes unpacked; Fashion-MNIST's holds 10008."));
  write_file(folder / "train-images-idx3-ubyte.gz", gzip(std::string(50'000'000, 'x')));
  CHECK(file.complaint([&](const std::string&) { read_fashion_mnist(folder); }) ==
        "train-images-idx3-ubyte.gz: unpacks to more than 47040016 bytes. It is no file of this kind.");
}
