#include "sim/learning/read_labelled_csv.hpp"

#include <fmt/format.h>

#include <cmath>

#include "tests/sim/scratch_text.hpp"
#include "tests/soft.hpp"

using namespace roundwatt;

namespace {

DataSplits read(const std::string& train, const std::string& test, FeatureScaling scaling) {
  const ScratchText train_file{train, "train.csv"}, test_file{test, "test.csv"};
  return read_labelled_csv({train_file.path(), test_file.path(), "species", scaling});
}

std::string mistakes(const std::string& train, const std::string& test = "a,species\n1,0\n") {
  const ScratchText test_file{test, "test.csv"};
  const std::string told = ScratchText{train, "train.csv"}.complaint([&](const std::string& file) {
    read_labelled_csv({file, test_file.path(), "species", FeatureScaling::none});
  });
  const std::string folder = test_file.path().parent_path().string() + "/";
  return told.find(folder) == std::string::npos ? told : std::string{told}.erase(told.find(folder), folder.size());
}

}  // namespace

TEST_CASE("the label column may stand anywhere, and all others are features") {
  const DataSplits splits = read("a,species,b\n1,2,0.5\n-3,0,1e2\n", "a,species,b\n7,1,8\n", FeatureScaling::none);
  CHECK(splits.train.labels == std::vector<std::int32_t>{2, 0});
  CHECK(splits.train.classes == 3);
  CHECK(splits.test.classes == 3);
  CHECK(splits.train.features(0, 0) == 1);
  CHECK(splits.train.features(1, 0) == -3);
  CHECK(splits.train.features(1, 1) == 100);
  CHECK(splits.test.features(0, 1) == 8);
}

TEST_CASE("standardised features have the mean 0 and the deviation 1 of the training set, and constants become 0") {
  // a: 1, 3, 5, 7 has mean 4 and population variance (9 + 1 + 1 + 9) / 4 = 5. The test file's 9 is (9 − 4) / √5 = √5.
  const DataSplits splits =
      read("a,b,species\n1,0.1,0\n3,0.1,1\n5,0.1,0\n7,0.1,1\n", "a,b,species\n9,4,1\n", FeatureScaling::standardised);
  CHECK(splits.train.features(0, 0) == Approx(-3 / std::sqrt(5.0)));
  CHECK(splits.train.features(3, 0) == Approx(3 / std::sqrt(5.0)));
  CHECK(splits.test.features(0, 0) == Approx(std::sqrt(5.0)));
  CHECK(splits.train.features.col(1).isZero(0));
  CHECK(splits.test.features(0, 1) == 0);
}

TEST_CASE("large offsets do not drown what standardising looks at") {
  // In single precision 1e9 and 1e9 + 1 are one number.
  const DataSplits splits =
      read("a,species\n1000000000,0\n1000000001,1\n", "a,species\n1000000000.5,1\n", FeatureScaling::standardised);
  CHECK(splits.train.features(0, 0) == Approx(-1));
  CHECK(splits.train.features(1, 0) == Approx(1));
  CHECK(splits.test.features(0, 0) == Approx(0).margin(1e-6));
}

TEST_CASE("every cell that is no number is named with its line") {
  CHECK(mistakes("a,species\n1,0\nnan,0\ninf,1\n,1\n1e39,1\n1,1.5\n1,-1\n1,cat\n") ==
        "train.csv has 7 problems:\n"
        "  line 3: a = 'nan' is not a finite number in single precision. Mend the cell or leave the row out.\n"
        "  line 4: a = 'inf' is not a finite number in single precision. Mend the cell or leave the row out.\n"
        "  line 5: a = '' is not a finite number in single precision. Mend the cell or leave the row out.\n"
        "  line 6: a = '1e39' is not a finite number in single precision. Mend the cell or leave the row out.\n"
        "  line 7: species = '1.5' is no label: those are whole numbers from 0 to 999999.\n"
        "  line 8: species = '-1' is no label: those are whole numbers from 0 to 999999.\n"
        "  line 9: species = 'cat' is no label: those are whole numbers from 0 to 999999.");
  CHECK(mistakes("a,specis\n1,0\n") == "train.csv, line 1: the column of labels, species, is missing. Did you mean specis?");
  CHECK(mistakes("species\n0\n") == "train.csv, line 1: has labels only; features are needed.");
  CHECK(mistakes("a,species\n") == "train.csv: has no rows below its header.");
  CHECK_THAT(mistakes("b,species\n1,0\n"), StartsWith("test.csv, line 1: the columns are not those of "));
}

TEST_CASE("lines keep their numbers in a file of many pieces, and of many mistakes twenty are shown") {
  // 9 MB: pieces of 4 MB. A comment and the header come first.
  std::string text = "# measured\na,species\n";
  const std::string cell = "1." + std::string(80, '0');
  for (int i = 0; i < 100000; ++i) text += cell + ",1\n";
  const ScratchText good{text, "train.csv"};
  CHECK(read_labelled_csv({good.path(), good.path(), "species", FeatureScaling::none}).train.samples() == 100000);
  CHECK(mistakes(text + "x,1\n") ==
        "train.csv, line 100003: a = 'x' is not a finite number in single precision. Mend the cell or leave the row out.");
  CHECK(mistakes(text + "1,2,3\n") ==
        "train.csv, line 100003: 3 cells, but the header has 2. A decimal comma makes two cells of one number: write decimals "
        "with a "
        "point, such as 0.31.");
  std::string wrong = "a,species\n";
  for (int i = 0; i < 50; ++i) wrong += fmt::format("x{},1\n", i);
  CHECK_THAT(mistakes(wrong), StartsWith("train.csv has 50 problems:") && ContainsSubstring("line 21: a = 'x19'") &&
                                  !ContainsSubstring("line 22:") && EndsWith("and 30 more problems."));
}

TEST_CASE("columns of a CSV may be images, channel by channel and row by row") {
  const std::string text = "label,p0,p1,p2,p3,p4,p5\n0,0,1,2,3,4,5\n1,5,4,3,2,1,0\n";
  const ScratchText file{text, "train.csv"};
  const DataSplits splits = read_labelled_csv({file.path(), file.path(), "label", FeatureScaling::none, {1, 2, 3}});
  CHECK(splits.train.shape.channels == 1);
  CHECK(splits.test.shape.width == 3);
  CHECK(splits.train.features(0, 5) == 5);
  CHECK(splits.notes.empty());
  CHECK(file.complaint([](const std::string& name) {
    read_labelled_csv({name, name, "label", FeatureScaling::none, {3, 2, 2}});
  }) == "train.csv, line 1: has 6 columns beside label, but data.source.shape = [3, 2, 2] makes 12.");
}

TEST_CASE("raw features are warned of") {
  const ScratchText file{"label,a\n0,255\n1,3\n", "train.csv"};
  const auto notes = [&](FeatureScaling scaling) {
    return read_labelled_csv({file.path(), file.path(), "label", scaling}).notes;
  };
  REQUIRE(notes(FeatureScaling::none).size() == 1);
  CHECK_THAT(notes(FeatureScaling::none)[0], ContainsSubstring("features reach 255 and are taken as they stand"));
  CHECK(notes(FeatureScaling::standardised).empty());
}
