#include <filesystem>
#include <fstream>
#include <regex>
#include <string>

#include "tests/catch.hpp"

namespace {

/// Whether CTest would lose a test of this name or take it for an option, and say nothing.
bool is_lost(const std::string& name) { return name.find(';') != std::string::npos || name.starts_with("-"); }

/// "file:line name" of every test that would be lost.
std::string lost_tests() {
  const std::regex declaration{"TEST_CASE\\(\"([^\"]*)\".*"};
  std::string lost;
  for (const auto& entry : std::filesystem::recursive_directory_iterator{ROUNDWATT_SOURCE_DIR "/tests"}) {
    if (!entry.path().string().ends_with("_test.cpp")) continue;
    std::ifstream lines{entry.path()};
    std::string text;
    std::smatch match;
    for (int line = 1; std::getline(lines, text); ++line) {
      if (!std::regex_match(text, match, declaration) || !is_lost(match[1])) continue;
      lost += entry.path().string() + ":" + std::to_string(line) + " " + match[1].str() + "\n";
    }
  }
  return lost;
}

}  // namespace

TEST_CASE("every test has a name that CTest can run") {
  CHECK(lost_tests() == "");
  CHECK(is_lost("a key; a value"));
  CHECK(is_lost("--json is an object"));
  CHECK_FALSE(is_lost("a key, a value"));
}
