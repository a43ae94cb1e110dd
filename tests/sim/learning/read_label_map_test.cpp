#include "sim/learning/read_label_map.hpp"

#include <algorithm>

#include "tests/sim/learning/data_files.hpp"
#include "tests/sim/scratch_text.hpp"
#include "tests/soft.hpp"

using namespace roundwatt;

namespace {

std::string mistakes(const std::string& csv) {
  return ScratchText{csv}.complaint([](const std::string& file) { read_label_map(file); });
}

}  // namespace

TEST_CASE("a label map has labels and clients, and no features") {
  const ScratchText file{"client_id,sample_path,label_name,label_id\n7,a.wav,bed,1\n3,b.wav,cat,0\n7,c.wav,dog,4\n"};
  const DataSplits splits = read_label_map(file.path());
  CHECK(splits.train.labels == std::vector<std::int32_t>{1, 0, 4});
  CHECK(splits.train.classes == 5);
  CHECK_FALSE(splits.train.has_features());
  CHECK(splits.clients.names == std::vector<std::string>{"7", "3"});
  CHECK(splits.clients.rows == std::vector<std::vector<SampleRow>>{{0, 2}, {1}});
  CHECK(splits.test.samples() == 0);
}

TEST_CASE("every wrong row of a label map is named") {
  CHECK(mistakes("client_id,sample_path,label_name,label_id\n0,a,bed,x\n,b,cat,0\n") ==
        "file.csv has 2 problems:\n"
        "  line 2: label_id = 'x' is no label: those are whole numbers from 0 to 999999.\n"
        "  line 3: client_id is blank. Name the client.");
  CHECK(mistakes("client_id,label_id\n") == "file.csv: has no rows below its header.");
  CHECK(mistakes("client_id\n1\n") == "file.csv, line 1: needs a column of clients and one of labels.");
}

TEST_CASE("Speech Commands has 103,171 samples of 35 labels from 2,187 speakers") {
  const auto file = shared_data("fedscale/speech_commands_data_map.csv");
  if (!file) {
    WARN("the real sample is not there");
    return;
  }
  const DataSplits splits = read_label_map(*file);
  CHECK(splits.train.samples() == 103171);
  CHECK(splits.train.classes == 35);
  REQUIRE(splits.clients.rows.size() == 2187);
  std::vector<std::size_t> sizes;
  for (const auto& rows : splits.clients.rows) sizes.push_back(rows.size());
  std::sort(sizes.begin(), sizes.end());
  CHECK(sizes.front() == 16);
  CHECK(sizes[1093] == 30);
  CHECK(sizes.back() == 316);
}
