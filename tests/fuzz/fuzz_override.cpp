#include <fstream>
#include <sstream>

#include "sim/base/error.hpp"
#include "sim/base/text_file.hpp"
#include "sim/scenario/read_scenario.hpp"
#include "tests/fuzz/fuzz_target.hpp"

using namespace roundwatt;

/// Any lines as values of --set over a good scenario.
int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static const std::string good = read_text_file(ROUNDWATT_SOURCE_DIR "/scenarios/small/one-client.yaml");
  std::istringstream lines{std::string{as_text(data, size)}};
  std::vector<std::string> overrides;
  for (std::string line; std::getline(lines, line);) overrides.push_back(line);
  try {
    parse_scenario(good, "scenarios/small", overrides);
  } catch (const UserError&) {
  }
  return 0;
}
