#include "sim/learning/read_idx.hpp"

#include <rapidcheck.h>

#include "tests/sim/learning/data_files.hpp"
#include "tests/sim/scratch_text.hpp"
#include "tests/soft.hpp"

using namespace roundwatt;

namespace {

/// An IDX file of unsigned bytes with \p sizes up to 255.
std::string idx(const std::vector<int>& sizes, const std::string& elements) {
  std::string bytes{0, 0, 8, static_cast<char>(sizes.size())};
  for (const int size : sizes) bytes += std::string{0, 0, 0, static_cast<char>(size)};
  return bytes + elements;
}

const std::string two_images = idx({2, 1, 3}, {0, 51, char(255), 102, 0, 1});
const std::string two_labels = idx({2}, {1, 0});

/// What is told of a pair of files.
std::string complaint(const std::string& images, const std::string& labels, std::optional<std::int32_t> classes = {}) {
  const ScratchText file{images, "images"};
  const auto beside = file.path().parent_path() / "labels";
  write_file(beside, labels);
  return file.complaint([&](const std::string& name) { read_idx({name, beside}, classes); });
}

}  // namespace

TEST_CASE("pixels become shares of 255 and labels stay, plain or gzip") {
  for (const bool packed : {false, true}) {
    const ScratchText images{packed ? gzip(two_images) : two_images, "images"};
    const ScratchText labels{packed ? gzip(two_labels) : two_labels, "labels"};
    const Dataset data = read_idx({images.path(), labels.path()}, std::nullopt);
    CHECK(data.samples() == 2);
    CHECK(data.labels == std::vector<std::int32_t>{1, 0});
    CHECK(data.classes == 2);
    CHECK(data.shape == ImageShape{1, 1, 3});
    REQUIRE(data.features.rows() == 2);
    REQUIRE(data.features.cols() == 3);
    CHECK(data.features(0, 1) == 0.2F);  // 51 / 255
    CHECK(data.features(0, 2) == 1.0F);
    CHECK(data.features(1, 0) == 0.4F);  // 102 / 255
  }
}

TEST_CASE("an IDX set may have channels or be no image, and its classes may be given") {
  const Dataset colour = parse_idx({"i", idx({1, 3, 1, 2}, "abcdef")}, {"l", idx({1}, {4})}, 7);
  CHECK(colour.shape == ImageShape{3, 1, 2});
  CHECK(colour.classes == 7);
  const Dataset flat = parse_idx({"i", idx({2, 2}, "abcd")}, {"l", idx({2}, {0, 1})}, std::nullopt);
  CHECK_FALSE(flat.shape.given());
  CHECK(flat.features.cols() == 2);
}

TEST_CASE("gzip in several members is read as one") {
  const ScratchText images{gzip(two_images.substr(0, 9)) + gzip(two_images.substr(9)), "images"};
  const ScratchText labels{two_labels, "labels"};
  CHECK(read_idx({images.path(), labels.path()}, std::nullopt).samples() == 2);
}

TEST_CASE("what is wrong with an IDX set is said") {
  CHECK(complaint(two_images, two_labels) == "accepted");
  CHECK(complaint("hello", two_labels) ==
        "images: is no IDX file of unsigned bytes: those begin with 00 00 08 and the number of dimensions.");
  CHECK(complaint(two_images.substr(0, 7), two_labels) ==
        "images: ends within the sizes of its 3 dimensions. Copy or download it again.");
  CHECK(complaint(two_images.substr(0, two_images.size() - 1), two_labels) ==
        "images: declares 2 x 1 x 3 elements, but 5 follow. Copy or download it again.");
  CHECK(complaint(two_images, idx({3}, {0, 1, 0})) ==
        "labels: holds 3 labels, but images holds 2 images. Name two files of one set.");
  CHECK(complaint(two_labels, two_images) ==
        "2 problems:\n"
        "  images: has 1 dimensions; images have 2 to 4: samples, [channels,] height, width.\n"
        "  labels: has 3 dimensions; labels have 1.");
  CHECK(complaint(idx({0, 1, 3}, ""), idx({0}, "")) == "images: holds no images.");
  CHECK(complaint(two_images, idx({2}, {1, 5}), 5) ==
        "labels: sample 1 has label 5; it must be below 5, the number of classes.");
}

TEST_CASE("a header that promises terabytes costs nothing") {
  const std::string huge{std::string{0, 0, 8, 4} + std::string(16, '\xff') + "x"};
  CHECK_THAT(complaint(huge, two_labels),
             ContainsSubstring("declares 4294967295 x 4294967295 x 4294967295 x 4294967295 elements, but 1 follow"));
}

TEST_CASE("gzip that is truncated, corrupt or followed by something else is refused") {
  std::string packed = gzip(two_images);
  CHECK(complaint(packed.substr(0, packed.size() - 3), two_labels) ==
        "images: is a gzip file that ends too early. Copy or download it again.");
  CHECK_THAT(complaint(packed + "more", two_labels), StartsWith("images: is a corrupt gzip file ("));
  packed[packed.size() - 6] = static_cast<char>(packed[packed.size() - 6] ^ 1);  // in the checksum
  CHECK(complaint(packed, two_labels) == "images: is a corrupt gzip file (incorrect data check). Copy or download it again.");
}

TEST_CASE("no bytes crash the IDX reader") {
  CHECK(rc::check("any bytes, any change of one", [](const std::string& noise) {
    complaint(noise, noise);
    std::string changed = two_images;
    changed[*rc::gen::inRange<std::size_t>(0, changed.size())] = *rc::gen::arbitrary<char>();
    complaint(changed, two_labels);
    std::string packed = gzip(two_images);
    packed[*rc::gen::inRange<std::size_t>(0, packed.size())] = *rc::gen::arbitrary<char>();
    complaint(packed, two_labels);
  }));
}
