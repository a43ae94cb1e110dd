#include "sim/learning/client_samples.hpp"

#include <algorithm>
#include <numeric>

#include "tests/sim/scratch_text.hpp"
#include "tests/soft.hpp"

using namespace roundwatt;

namespace {

std::vector<std::int64_t> sorted_sizes(const std::vector<double>& quantiles, std::size_t clients, std::uint64_t seed = 1) {
  auto sizes = samples_by_quantiles(quantiles, clients, RandomStream{seed, "data"});
  std::sort(sizes.begin(), sizes.end());
  return sizes;
}

std::string mistakes(const std::string& csv) {
  return ScratchText{csv}.complaint([](const std::string& file) { samples_from_csv(file, {}); });
}

}  // namespace

TEST_CASE("sizes follow the quantiles: the client of rank i has the size at (i + 1/2) / N") {
  // 16, 30, 316 with four clients: at 1/8 16 + 14/4, at 3/8 16 + 14 x 3/4, at 5/8 30 + 286/4, at 7/8 30 + 286 x 3/4; rounded.
  CHECK(sorted_sizes({16, 30, 316}, 4) == std::vector<std::int64_t>{20, 27, 102, 245});
  CHECK(sorted_sizes({16, 30, 316}, 1) == std::vector<std::int64_t>{30});
  CHECK(sorted_sizes({5, 5}, 3) == std::vector<std::int64_t>{5, 5, 5});
}

TEST_CASE("the seed decides which client has which size, not which sizes there are") {
  const std::vector<double> quantiles{16, 30, 316};
  CHECK(sorted_sizes(quantiles, 100, 1) == sorted_sizes(quantiles, 100, 2));
  const auto one = samples_by_quantiles(quantiles, 100, RandomStream{1, "data"});
  CHECK(one == samples_by_quantiles(quantiles, 100, RandomStream{1, "data"}));
  CHECK(one != samples_by_quantiles(quantiles, 100, RandomStream{2, "data"}));
  CHECK_FALSE(std::is_sorted(one.begin(), one.end()));
}

TEST_CASE("sizes come from a CSV file by the client's number, in any order of rows") {
  const ScratchText file{"samples,client\n30,2\n10,0\n20,1\n"};
  CHECK(samples_from_csv(file.name(), {}).sizes == std::vector<std::int64_t>{10, 20, 30});
}

TEST_CASE("sizes by the names of devices make a client on each, in the order of the platform") {
  const std::vector<std::string> devices{"nano", "pi", "phone", "7"};
  for (const std::string column : {"client", "device"}) {
    const ScratchText file{column + ",samples\nphone,30\nnano,10\n"};
    const ClientSamples said = samples_from_csv(file.name(), devices);
    CHECK(said.sizes == std::vector<std::int64_t>{10, 30});
    CHECK(said.devices == std::vector<std::size_t>{0, 2});
  }
  // A number is a client's, unless the column says that it is a device.
  const ScratchText numbered{"device,samples\n7,5\n"};
  CHECK(samples_from_csv(numbered.name(), devices).devices == std::vector<std::size_t>{3});
  CHECK(ScratchText{"client,samples\nnana,30\n2,10\npi,1\npi,2\n"}.complaint([&](const std::string& file) {
    samples_from_csv(file, devices);
  }) == "file.csv has 3 problems:\n"
        "  line 2: 'nana' is no device that federation.devices admits. Did you mean nano?\n"
        "  line 3: '2' is a number, but the first row names a device. Say it alike in all rows.\n"
        "  line 5: client pi has a row already. Remove one.");
}

TEST_CASE("every wrong row of a file of sizes is named") {
  CHECK(mistakes("client,samples\n0,10\n0,20\n7,1\n1.5,3\n1,0\nx,5\n") ==
        "file.csv has 5 problems:\n"
        "  line 3: client 0 has a row already. Remove one.\n"
        "  line 4: client = '7' must be a whole number from 0 to 5: each client has one row.\n"
        "  line 5: client = '1.5' must be a whole number from 0 to 5: each client has one row.\n"
        "  line 6: samples = '0' must be a whole number from 1 to 9e15.\n"
        "  line 7: 'x' is a name, but the first row has a number. Say it alike in all rows.");
  CHECK(mistakes("client,size\n0,10\n") == "file.csv, line 1: the column samples is missing.");
  CHECK_THAT(ScratchText{""}.complaint([](const std::string& file) { samples_from_csv(file + ".gone", {}); }),
             ContainsSubstring("file.csv.gone") && ContainsSubstring("No such file"));
}
