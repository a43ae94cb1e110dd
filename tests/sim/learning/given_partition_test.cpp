#include "sim/learning/given_partition.hpp"

#include "sim/learning/partition_summary.hpp"
#include "sim/learning/read_label_map.hpp"
#include "tests/sim/learning/data_files.hpp"
#include "tests/sim/learning/label_sets.hpp"
#include "tests/sim/scratch_text.hpp"
#include "tests/soft.hpp"

using namespace roundwatt;

namespace {

std::string mistakes(const std::string& csv) {
  return ScratchText{csv}.complaint([](const std::string& file) { partition_from_csv(4, file); });
}

}  // namespace

TEST_CASE("clients are assigned by a CSV file, in any order of rows and columns") {
  const ScratchText file{"client,note,sample\n1,x,3\n0,,1\n1,,0\n0,,2\n"};
  const StoredPartition parts = partition_from_csv(4, file.path());
  REQUIRE(parts.clients() == 2);
  CHECK(parts.rows(ClientId{std::size_t{0}}) == std::vector<SampleRow>{1, 2});
  CHECK(parts.rows(ClientId{std::size_t{1}}) == std::vector<SampleRow>{0, 3});
}

TEST_CASE("every wrong row of an assignment is named, and what has none") {
  CHECK(mistakes("sample,client\n0,0\n0,1\n4,0\n1,4\n2,2\n") ==
        "file.csv has 6 problems:\n"
        "  line 3: sample 0 is with client 0 already.\n"
        "  line 4: sample = '4' must be a whole number from 0 to 3: the training set has 4 samples.\n"
        "  line 5: client = '4' must be a whole number from 0 to 3: the training set has 4 samples.\n"
        "  sample 1 has no row: each needs a client.\n"
        "  sample 3 has no row: each needs a client.\n"
        "  client 1 has no sample, but client 2 does. Number them without gaps.");
  CHECK(mistakes("sample,client\n0,0.5\n1,-1\n2,x\n3,0\n").find("client = '0.5'") != std::string::npos);
  CHECK(mistakes("row,client\n0,0\n") == "file.csv, line 1: needs the columns sample and client.");
}

TEST_CASE("a natural partition is that of the source, and a set without clients has none") {
  DataSplits splits;
  splits.train = labelled({0, 1, 1});
  splits.train.name = "fashion-mnist";
  CHECK_THROWS_WITH(partition_naturally(splits),
                    "fashion-mnist has no clients of its own: name another partition than natural.");
  splits.clients = {{"ann", "bob"}, {{2}, {0, 1}}, {}};
  const StoredPartition parts = partition_naturally(splits);
  CHECK(sizes_of(parts) == std::vector<std::size_t>{1, 2});
  CHECK(conserves(parts, 3));
}

TEST_CASE("speakers of Speech Commands are a partition of its samples") {
  const auto file = shared_data("fedscale/speech_commands_data_map.csv");
  if (!file) {
    WARN("the real sample is not there");
    return;
  }
  const DataSplits splits = read_label_map(*file);
  const StoredPartition parts = partition_naturally(splits);
  CHECK(parts.clients() == 2187);
  CHECK(conserves(parts, 103171));
  CHECK(summarise(parts, splits.train).empty_clients.empty());
}
