#include "sim/base/error.hpp"
#include "sim/scenario/print_scenario.hpp"
#include "sim/scenario/read_scenario.hpp"
#include "tests/fuzz/fuzz_target.hpp"

using namespace roundwatt;

/// Any text as a scenario; one that is accepted must read back as itself from what is printed of it.
int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  try {
    const std::string text{as_text(data, size)};
    const Scenario scenario = parse_scenario(text, "");
    const std::string printed = resolved_yaml(scenario);
    expect(resolved_yaml(parse_scenario(printed, "")) == printed, "a printed scenario reads back as itself");
  } catch (const UserError&) {
  }
  return 0;
}
