#include <algorithm>
#include <filesystem>
#include <vector>

#include "sim/base/text_file.hpp"
#include "tests/bytes_mutator.hpp"
#include "tests/fuzz/fuzz_target.hpp"

using namespace roundwatt;

namespace {

std::vector<std::filesystem::path> files_below(const std::filesystem::path& place) {
  if (!std::filesystem::is_directory(place)) return {place};
  std::vector<std::filesystem::path> files;
  for (const auto& entry : std::filesystem::recursive_directory_iterator{place}) {
    if (entry.is_regular_file()) files.push_back(entry.path());
  }
  std::sort(files.begin(), files.end());
  return files;
}

void run(const std::string& input) {
  LLVMFuzzerTestOneInput(reinterpret_cast<const std::uint8_t*>(input.data()), input.size());
}

}  // namespace

/// Runs a fuzz target over files and folders of inputs, and \p mutants damaged copies of each: the part of fuzzing that needs
/// no fuzzer, so that what was found once is looked at in every test run.   usage: replay MUTANTS PLACE...
int main(int count, char** words) {
  const std::vector<std::string> arguments{words + 1, words + count};
  const std::uint64_t mutants = std::stoull(arguments.at(0));
  std::uint64_t inputs = 0;
  for (std::size_t i = 1; i < arguments.size(); ++i) {
    for (const std::filesystem::path& file : files_below(arguments[i])) {
      const std::string input = read_text_file(file);
      run(input);
      for (std::uint64_t seed = 0; seed < mutants; ++seed) run(BytesMutator{seed, input}.mutate());
      ++inputs;
    }
  }
  fmt::print("{} inputs, {} damaged copies of each\n", inputs, mutants);
  return inputs == 0 ? 1 : 0;
}
