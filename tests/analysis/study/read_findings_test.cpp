#include <fstream>

#include "analysis/study/finding.hpp"
#include "sim/base/error.hpp"
#include "tests/sim/trace/hand_trace.hpp"
#include "tests/soft.hpp"

using namespace roundwatt;

namespace {

std::vector<Finding> read(const std::string& text) {
  const ScratchFile file{".json"};
  std::ofstream{file.path()} << text;
  return read_findings(file.path());
}

}  // namespace

TEST_CASE("a findings file is read") {
  const auto findings = read(R"({"findings": [{"id": "F1", "text": "less", "left": ["a"], "right": ["b", "c"]}]})");
  REQUIRE(findings.size() == 1);
  CHECK(findings[0].id == "F1");
  CHECK(findings[0].right == std::vector<std::string>{"b", "c"});
}

TEST_CASE("every mistake in a findings file is named with its place") {
  CHECK_THROWS_WITH(read("{\n\"findings\": [}\n"), ContainsSubstring("line 2: is no JSON from here on"));
  CHECK_THROWS_WITH(read("[]"), ContainsSubstring("must be an object"));
  CHECK_THROWS_WITH(read(R"({"finding": []})"), ContainsSubstring("finding: no such key. Did you mean findings?") &&
                                                    ContainsSubstring("the key findings is missing"));
  CHECK_THROWS_WITH(
      read(
          R"({"findings": [{"id": "a", "text": 1, "left": "a", "rihgt": []}, {"id": "a", "text": "t", "left": ["a"], "right": []}]})"),
      ContainsSubstring("findings[0].rihgt: no such key. Did you mean right?") &&
          ContainsSubstring("findings[0].text must be a text") && ContainsSubstring("findings[0].left must be a list") &&
          ContainsSubstring("findings[1].right must be a list") && ContainsSubstring("findings[1].id = a is taken already"));
}
