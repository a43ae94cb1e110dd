#include <sstream>

#include "tests/system/command.hpp"

using namespace roundwatt;

namespace {

/// A block of a page that shows the timeline of a scenario.
struct Drawing {
  std::string scenario, text;
};

std::vector<Drawing> drawings_of(const std::string& page) {
  const std::string fence = "```timeline ";
  std::vector<Drawing> drawings;
  std::istringstream lines{page};
  bool inside = false;
  for (std::string line; std::getline(lines, line);) {
    if (line.rfind(fence, 0) == 0) {
      drawings.push_back({line.substr(fence.size()), ""});
      inside = true;
    } else if (line == "```") {
      inside = false;
    } else if (inside) {
      drawings.back().text += line + "\n";
    }
  }
  return drawings;
}

}  // namespace

TEST_CASE("the drawings of protocols in the documentation are what runs give") {
  const std::vector<Drawing> drawings =
      drawings_of(read_text_file(std::string{ROUNDWATT_SOURCE_DIR} + "/docs/methods/federation.md"));
  REQUIRE(drawings.size() >= 5);
  for (const Drawing& drawing : drawings) {
    const ScratchFolder folder;
    const std::string trace = folder.file("trace.h5");
    INFO(drawing.scenario);
    CHECK(run_roundwatt({"run", drawing.scenario, "-o", trace, "--quiet"}).exit_code == 0);
    CHECK(run_analyze({"timeline", trace}).out == drawing.text);
  }
}
