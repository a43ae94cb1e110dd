#include "sim/learning/read_leaf.hpp"

#include <rapidcheck.h>

#include <algorithm>

#include "tests/sim/learning/data_files.hpp"
#include "tests/sim/scratch_text.hpp"
#include "tests/soft.hpp"

using namespace roundwatt;

namespace {

const std::string good =
    R"({"users": ["ann", "bob", "eve"], "num_samples": [2, 0, 1], "user_data": {)"
    R"("eve": {"x": [[5, 6]], "y": [3.0]}, "ann": {"x": [[1, 2], [3, 4]], "y": [0, 1]}, "bob": {"x": [], "y": []}}})";

std::string mistakes(const std::string& json) {
  return ScratchText{json, "all.json"}.complaint([](const std::string& file) { read_leaf({file, file}); });
}

/// What is told of one user "u" with \p count samples and \p data.
std::string of_user(const std::string& count, const std::string& data) {
  return ScratchText{R"({"users": ["u", "v"], "num_samples": [)" + count + R"(, 1], "user_data": {"u": )" + data +
                         R"(, "v": {"x": [[1, 2]], "y": [0]}}})",
                     "train.json"}
      .complaint([](const std::string& file) {
        const ScratchText test{good};
        read_leaf({file, test.path()});
      });
}

}  // namespace

TEST_CASE("LEAF's users are the clients in the order of users, without those that have no samples") {
  const ScratchText file{good, "train.json"};
  const DataSplits splits = read_leaf({file.path(), file.path()});
  CHECK(splits.clients.names == std::vector<std::string>{"ann", "eve"});
  CHECK(splits.clients.excluded == std::vector<std::string>{"bob"});
  CHECK(splits.clients.rows == std::vector<std::vector<SampleRow>>{{0, 1}, {2}});
  CHECK(splits.train.labels == std::vector<std::int32_t>{0, 1, 3});
  CHECK(splits.train.classes == 4);
  CHECK(splits.train.features(1, 0) == 3);
  CHECK(splits.train.features(2, 1) == 6);
  CHECK(splits.test.samples() == 3);
}

TEST_CASE("what is wrong with a LEAF user is said") {
  CHECK(of_user("1", R"({"x": [[1, 2]], "y": [0]})") == "accepted");
  CHECK(of_user("2", R"({"x": [[1, 2]], "y": [0]})") == "train.json: user u has 1 samples, but num_samples says 2.");
  CHECK(of_user("1", R"({"x": [[1, 2]], "y": [0, 1]})") == "train.json: user u has 1 samples in x, but 2 labels in y.");
  CHECK(of_user("2", R"({"x": [[1, 2], [1, 2, 3]], "y": [0, 1]})") ==
        "train.json: user u, sample 1 has 3 features, others have 2.");
  CHECK(of_user("1", R"({"x": [[1, 2]], "y": [0.5]})") ==
        "train.json: user u, sample 0: y = 0.5 is no label: those are whole numbers from 0 to 999999.");
  CHECK(of_user("1", R"({"x": [[1, 2]], "y": [-1]})") ==
        "train.json: user u, sample 0: y = -1 is no label: those are whole numbers from 0 to 999999.");
  CHECK(of_user("1", R"({"x": ["text"], "y": [0]})") == "train.json: user u, sample 0: x must be a list of numbers.");
  CHECK(of_user("1", R"({"x": [[1, null]], "y": [0]})") ==
        "train.json: user u, sample 0: null is not a finite number in single precision.");
  CHECK(of_user("1", R"({"x": [[1, 1e300]], "y": [0]})") ==
        "train.json: user u, sample 0: 1e+300 is not a finite number in single precision.");
  CHECK(of_user("1", R"({"y": [0]})") == "train.json: user u needs the lists x and y in user_data.");
  CHECK(of_user("1", R"({"x": [[[1]], [[2]]], "y": [0]})") ==
        "train.json: nests deeper than user_data: {user: {x: [[number]]}}. Flatten the samples.");
  CHECK_THAT(of_user("1", R"({"x": [[1, NaN]], "y": [0]})"), StartsWith("train.json: is no JSON ("));
}

TEST_CASE("what is wrong with a LEAF file is said") {
  CHECK(mistakes("[]") == "all.json: needs the lists users and num_samples and the object user_data.");
  CHECK(mistakes(R"({"users": ["u"], "num_samples": [], "user_data": {}})") ==
        "all.json: has 1 users, but num_samples has 0 numbers.");
  CHECK(mistakes(R"({"users": ["u"], "num_samples": [0], "user_data": {"u": {"x": [], "y": []}}})") ==
        "all.json has 2 problems:\n  has no user with a sample.\n  has no user with a sample.");
  CHECK_THAT(mistakes(R"({"users": ["u", "u", 1], "num_samples": [0, 0, 0], "user_data": {"u": {"x": [], "y": []}, "w": {}}})"),
             ContainsSubstring("user u stands in users twice.") && ContainsSubstring("users[2] is no name in quotes.") &&
                 ContainsSubstring("user w has data, but does not stand in users."));
  CHECK_THAT(mistakes(std::string(100000, '[')), ContainsSubstring("nests deeper"));
  const ScratchText wide{R"({"users": ["u"], "num_samples": [1], "user_data": {"u": {"x": [[1, 2, 3]], "y": [0]}}})",
                         "test.json"};
  CHECK_THAT(ScratchText{good}.complaint([&](const std::string& file) {
    read_leaf({file, wide.path()});
  }),
             ContainsSubstring("has samples of 3 features, but file.csv has 2. Name two files of one set."));
}

TEST_CASE("no change of a byte crashes the LEAF reader") {
  CHECK(rc::check("any change of one byte", [] {
    std::string changed = good;
    changed[*rc::gen::inRange<std::size_t>(0, changed.size())] = *rc::gen::arbitrary<char>();
    mistakes(changed);
  }));
}

TEST_CASE("FedProx's Synthetic(1,1) has 30 users with 1,084 samples and one with 662") {
  const auto file = shared_data("fedprox/synthetic_1_1_test.json");
  if (!file) {
    WARN("the real sample is not there");
    return;
  }
  const DataSplits splits = read_leaf({*file, *file});
  CHECK(splits.train.samples() == 1084);
  CHECK(splits.train.features.cols() == 60);
  CHECK(splits.train.classes == 10);
  REQUIRE(splits.clients.names.size() == 30);
  CHECK(splits.clients.names[0] == "f_00000");
  CHECK(splits.clients.rows[15].size() == 662);
  // The first of f_00000's eight labels in the file.
  CHECK(splits.train.labels[0] == 4);
}
