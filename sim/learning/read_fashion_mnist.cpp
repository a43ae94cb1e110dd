#include "sim/learning/read_fashion_mnist.hpp"

#include <fmt/format.h>

#include <array>
#include <optional>
#include <string>
#include <system_error>

#include "sim/base/error.hpp"
#include "sim/base/program_folder.hpp"
#include "sim/base/text_file.hpp"
#include "sim/learning/bounded_file.hpp"
#include "sim/learning/read_idx.hpp"

namespace roundwatt {

namespace {

/// A file of the set, unpacked.
struct KnownFile {
  const char* name;
  std::size_t bytes;
  const char* sha256;
};

constexpr std::array known_files{
    KnownFile{"train-images-idx3-ubyte", 47'040'016, "c59f468a2f672dc815687fe0f83887768d799fd8a3f3276145d20f83aa44d888"},
    KnownFile{"train-labels-idx1-ubyte", 60'008, "bad3541b69d912435c50bb6ba87bec294ff4f6a2e1246121d8633921760443d9"},
    KnownFile{"t10k-images-idx3-ubyte", 7'840'016, "5b4141f0afbad91edebe8549f8fcffe087ea10ca49f1dbef5c9a5cd8815ce37b"},
    KnownFile{"t10k-labels-idx1-ubyte", 10'008, "0402a96d92fd2663957122ceb108a494c5af83dab82d92729df917d7dec38c34"}};

/// The file as gzip or unpacked; nothing where neither is there.
std::optional<std::filesystem::path> find_file(const std::filesystem::path& folder, const KnownFile& known) {
  std::error_code status;
  for (const char* ending : {".gz", ""}) {
    std::filesystem::path file = folder / (std::string{known.name} + ending);
    if (std::filesystem::exists(file, status)) return file;
  }
  return std::nullopt;
}

void check_all_there(const std::filesystem::path& folder) {
  ProblemList problems;
  for (const KnownFile& known : known_files) {
    if (find_file(folder, known)) continue;
    problems.add((folder / known.name).string(), 0,
                 "is not there, with or without .gz. Install Debian's package (apt install dataset-fashion-mnist), or name the "
                 "folder that holds the four files.");
  }
  problems.throw_if_any();
}

FileContent read_known(const std::filesystem::path& folder, const KnownFile& known, ProblemList& problems) {
  FileContent content{*find_file(folder, known), {}};
  content.bytes = read_plain_or_gzip(content.file, known.bytes);
  constexpr const char* cure = "Reinstall dataset-fashion-mnist; other IDX sets have a reader of their own.";
  if (content.bytes.size() != known.bytes) {
    problems.add(content.file.string(), 0,
                 fmt::format("holds {} bytes unpacked; Fashion-MNIST's holds {}. {}", content.bytes.size(), known.bytes, cure));
  } else if (const std::string sum = sha256(content.bytes); sum != known.sha256) {
    problems.add(content.file.string(), 0,
                 fmt::format("is not Fashion-MNIST's: SHA-256 unpacked {}, not {}. {}", sum, known.sha256, cure));
  }
  return content;
}

}  // namespace

std::filesystem::path fashion_mnist_folder() {
  const std::filesystem::path of_debian = "/usr/share/datasets/fashion-mnist";
  std::error_code status;
  if (std::filesystem::exists(of_debian, status)) return of_debian;
  const std::filesystem::path beside = (program_folder() / "../share/datasets/fashion-mnist").lexically_normal();
  return std::filesystem::exists(beside, status) ? beside : of_debian;
}

DataSplits read_fashion_mnist(const std::filesystem::path& folder) {
  check_all_there(folder);
  ProblemList problems;
  std::array<FileContent, known_files.size()> contents;
  for (std::size_t i = 0; i < contents.size(); ++i) contents[i] = read_known(folder, known_files[i], problems);
  problems.throw_if_any();
  constexpr std::int32_t classes = 10;
  DataSplits splits;
  splits.train = parse_idx(contents[0], contents[1], classes);
  splits.test = parse_idx(contents[2], contents[3], classes);
  splits.train.name = splits.test.name = "fashion-mnist";
  return splits;
}

}  // namespace roundwatt
