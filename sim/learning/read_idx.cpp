#include "sim/learning/read_idx.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <vector>

#include "sim/base/csv.hpp"
#include "sim/base/error.hpp"
#include "sim/learning/bounded_file.hpp"

namespace roundwatt {

namespace {

/// An IDX array of unsigned bytes: its sizes and where its elements begin.
struct IdxArray {
  std::vector<std::size_t> sizes;
  std::string_view elements;
};

std::uint8_t byte_at(std::string_view bytes, std::size_t place) { return static_cast<std::uint8_t>(bytes[place]); }

std::size_t big_endian(std::string_view bytes, std::size_t place) {
  std::size_t value = 0;
  for (std::size_t i = 0; i < 4; ++i) value = value << 8 | byte_at(bytes, place + i);
  return value;
}

/// The product of \p sizes, or more than any file holds.
std::size_t elements_of(const std::vector<std::size_t>& sizes) {
  std::size_t product = 1;
  for (const std::size_t size : sizes) {
    if (size == 0) return 0;
    product = std::min(product, most_data_bytes + 1) * size;
  }
  return product;
}

/// Nothing where a problem was found.
std::optional<IdxArray> parse_array(const FileContent& content, ProblemList& problems) {
  const std::string_view bytes = content.bytes;
  const auto refuse = [&](const std::string& why) { problems.add(content.file.string(), 0, why); };
  constexpr std::uint8_t unsigned_bytes = 8;
  if (bytes.size() < 4 || byte_at(bytes, 0) != 0 || byte_at(bytes, 1) != 0 || byte_at(bytes, 2) != unsigned_bytes) {
    refuse("is no IDX file of unsigned bytes: those begin with 00 00 08 and the number of dimensions.");
    return std::nullopt;
  }
  const std::size_t dimensions = byte_at(bytes, 3);
  const std::size_t header = 4 + 4 * dimensions;
  if (bytes.size() < header) {
    refuse(fmt::format("ends within the sizes of its {} dimensions. Copy or download it again.", dimensions));
    return std::nullopt;
  }
  IdxArray array{{}, bytes.substr(header)};
  for (std::size_t i = 0; i < dimensions; ++i) array.sizes.push_back(big_endian(bytes, 4 + 4 * i));
  if (elements_of(array.sizes) != array.elements.size()) {
    refuse(fmt::format("declares {} elements, but {} follow. Copy or download it again.", fmt::join(array.sizes, " x "),
                       array.elements.size()));
    return std::nullopt;
  }
  return array;
}

ImageShape shape_of(const std::vector<std::size_t>& sizes) {
  const auto at = [&](std::size_t i) { return static_cast<std::int32_t>(sizes[i]); };
  if (sizes.size() == 3) return {1, at(1), at(2)};
  if (sizes.size() == 4) return {at(1), at(2), at(3)};
  return {};
}

void check_sizes(const FileContent& images, const IdxArray& image, const FileContent& labels, const IdxArray& label,
                 ProblemList& problems) {
  if (image.sizes.size() < 2 || image.sizes.size() > 4) {
    problems.add(images.file.string(), 0,
                 fmt::format("has {} dimensions; images have 2 to 4: samples, [channels,] height, width.", image.sizes.size()));
  } else if (image.elements.empty()) {
    problems.add(images.file.string(), 0, "holds no images.");
  }
  if (label.sizes.size() != 1) {
    problems.add(labels.file.string(), 0, fmt::format("has {} dimensions; labels have 1.", label.sizes.size()));
  } else if (!image.sizes.empty() && image.sizes[0] != label.sizes[0]) {
    problems.add(labels.file.string(), 0,
                 fmt::format("holds {} labels, but {} holds {} images. Name two files of one set.", label.sizes[0],
                             images.file.string(), image.sizes[0]));
  }
}

void take_labels(const FileContent& content, std::string_view elements, std::optional<std::int32_t> classes, Dataset& data) {
  data.labels.reserve(elements.size());
  for (std::size_t i = 0; i < elements.size(); ++i) data.labels.push_back(byte_at(elements, i));
  data.classes = classes.value_or(*std::max_element(data.labels.begin(), data.labels.end()) + 1);
  ProblemList problems{most_csv_problems};
  for (std::size_t i = 0; i < data.labels.size(); ++i) {
    if (data.labels[i] < data.classes) continue;
    problems.add(
        content.file, 0,
        fmt::format("sample {} has label {}; it must be below {}, the number of classes.", i, data.labels[i], data.classes));
  }
  problems.throw_if_any();
}

}  // namespace

Dataset parse_idx(const FileContent& images, const FileContent& labels, std::optional<std::int32_t> classes) {
  ProblemList problems;
  const auto image = parse_array(images, problems);
  const auto label = parse_array(labels, problems);
  if (image && label) check_sizes(images, *image, labels, *label, problems);
  problems.throw_if_any();
  Dataset data;
  data.name = images.file.stem().string();
  data.shape = shape_of(image->sizes);
  take_labels(labels, label->elements, classes, data);
  const auto samples = static_cast<Eigen::Index>(image->sizes[0]);
  const auto features = static_cast<Eigen::Index>(image->elements.size()) / samples;
  using ByteMatrix = Eigen::Matrix<std::uint8_t, Eigen::Dynamic, Eigen::Dynamic, Eigen::RowMajor>;
  const auto* bytes = reinterpret_cast<const std::uint8_t*>(image->elements.data());
  data.features.resize(samples, features);
  data.features = Eigen::Map<const ByteMatrix>(bytes, samples, features).cast<float>() / 255.0F;
  return data;
}

Dataset read_idx(const IdxFiles& files, std::optional<std::int32_t> classes) {
  return parse_idx({files.images, read_plain_or_gzip(files.images, most_data_bytes)},
                   {files.labels, read_plain_or_gzip(files.labels, most_data_bytes)}, classes);
}

}  // namespace roundwatt
