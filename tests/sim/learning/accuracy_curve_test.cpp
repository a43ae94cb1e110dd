#include "sim/learning/accuracy_curve.hpp"

#include <cmath>

#include "tests/sim/scratch_text.hpp"
#include "tests/soft.hpp"

using namespace roundwatt;

namespace {

std::string mistakes(const std::string& csv) {
  return ScratchText{csv}.complaint([](const std::string& file) { AccuracyCurve{file}; });
}

}  // namespace

TEST_CASE("between rounds that were measured the last result holds, and before the first nothing is known") {
  const ScratchText file{"round,test_accuracy,test_loss\n2,0.3,1.5\n5,0.6,\n"};
  const AccuracyCurve curve{file.name()};
  CHECK(curve.first_round() == 2);
  CHECK(curve.last_round() == 5);
  CHECK(std::isnan(curve.at(1).test_accuracy));
  CHECK(curve.at(2).test_accuracy == 0.3);
  CHECK(curve.at(4).test_accuracy == 0.3);
  CHECK(curve.at(4).test_loss == 1.5);
  CHECK(curve.at(5).test_accuracy == 0.6);
  CHECK(std::isnan(curve.at(5).test_loss));
  CHECK(std::isnan(curve.at(5).train_loss));
  CHECK(curve.at(500).test_accuracy == 0.6);
}

TEST_CASE("every wrong row of a curve is named, and percent are told from shares") {
  CHECK(
      mistakes("round,test_accuracy\n1,0.1\n1,0.2\n2.5,0.2\n3,170\n4,high\n0,0.1\n") ==
      "file.csv has 5 problems:\n"
      "  line 3: round = '1' must be a whole number above 1: rounds increase from 0, the model before the first, or later.\n"
      "  line 4: round = '2.5' must be a whole number above 1: rounds increase from 0, the model before the first, or later.\n"
      "  line 5: test_accuracy = '170' must be a number in [0, 1], or in % up to 100.\n"
      "  line 6: test_accuracy = 'high' must be a number in [0, 1], or in % up to 100.\n"
      "  line 7: round = '0' must be a whole number above 1: rounds increase from 0, the model before the first, or later.");
  CHECK(mistakes("round,test_accuracy,test_loss\n1,0.5,much\n") == "file.csv, line 2: test_loss = 'much' is not a number.");
  CHECK(mistakes("round,accuracy\n1,0.5\n") == "file.csv, line 1: the column test_accuracy is missing.");
  CHECK(mistakes("round,test_accuracy\n") == "file.csv: has no rows below its header. Add some.");
}

TEST_CASE("a curve may begin with the model before the first round") {
  const ScratchText file{"round,test_accuracy\n0,0.1\n1,0.4\n"};
  const AccuracyCurve curve{file.name()};
  CHECK(curve.at(0).test_accuracy == 0.1);
  CHECK(curve.at(1).test_accuracy == 0.4);
  CHECK_FALSE(curve.is_in_percent());
}

TEST_CASE("accuracies in % are shares of a hundred") {
  const ScratchText file{"round,test_accuracy\n0,10\n1,0\n2,70.5\n"};
  const AccuracyCurve curve{file.name()};
  CHECK(curve.is_in_percent());
  CHECK(curve.at(0).test_accuracy == soft(0.1));
  CHECK(curve.at(2).test_accuracy == soft(0.705));
  // Below 1 % a column must say so: 0.5 beside 70 may be a slip.
  CHECK_THAT(mistakes("round,test_accuracy\n1,0.5\n2,70\n"),
             ContainsSubstring("line 2: test_accuracy = '0.5' is a share, and others are above 1."));
  const ScratchText said{"round,test_accuracy_percent\n1,0.5\n2,0.7\n"};
  CHECK(AccuracyCurve{said.name()}.at(2).test_accuracy == soft(0.007));
}
