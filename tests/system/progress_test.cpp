#include <algorithm>

#include "tests/system/command.hpp"

using namespace roundwatt;

namespace {

/// A run that takes a second or so, with accuracies from a curve.
const std::string long_run =
    "roundwatt run " + small_scenario("replay") + " --set stop.target_accuracy.value=1 --set stop.rounds=60000 -o a.h5";

bool has_script() {
  const bool found = shell("command -v script").exit_code == 0;
  if (!found) WARN("no script of util-linux here: no terminal to try");
  return found;
}

/// What \p line shows on a terminal of 120 columns.
std::string on_terminal(const std::string& line, const std::filesystem::path& folder) {
  return shell("TERM=xterm script -qec 'stty cols 120; " + line + "' /dev/null", folder).out;
}

constexpr const char* erase_line = "\r\033[K";

}  // namespace

TEST_CASE("on a terminal one line is rewritten with rounds, simulated time, accuracy and time left") {
  if (!has_script()) return;
  const ScratchFolder folder;
  const std::string shown = on_terminal(long_run, folder.path());
  CHECK_THAT(shown, ContainsSubstring(std::string{erase_line} + "round ") && ContainsSubstring(" of 60000, ") &&
                        ContainsSubstring(" simulated, accuracy 0.") && ContainsSubstring(" left"));
  CHECK_THAT(shown, ContainsSubstring("a.h5: 60000 rounds in "));
  // The only escape sequence is the one that erases the line.
  std::size_t escapes = 0, erasures = 0;
  for (std::size_t at = shown.find('\033'); at != std::string::npos; at = shown.find('\033', at + 1)) {
    ++escapes;
    if (shown.compare(at, 3, "\033[K") == 0) ++erasures;
  }
  CHECK(escapes > 0);
  CHECK(erasures == escapes);
}

TEST_CASE("a line of progress fits into a narrow terminal") {
  if (!has_script()) return;
  const ScratchFolder folder;
  const std::string shown = shell("TERM=xterm script -qec 'stty cols 20; " + long_run + "' /dev/null", folder.path()).out;
  const std::size_t first = shown.find(erase_line);
  REQUIRE(first != std::string::npos);
  const std::size_t second = shown.find('\r', first + 4);
  CHECK(second - (first + 4) <= 19);
}

TEST_CASE("a dumb terminal, --quiet and --json see no escape sequence") {
  if (!has_script()) return;
  for (const std::string& line : {long_run + " --quiet", long_run + " --json", "TERM=dumb " + long_run}) {
    INFO(line);
    const ScratchFolder folder;
    CHECK_THAT(on_terminal(line, folder.path()), !ContainsSubstring("\033"));
  }
}

TEST_CASE("away from terminals there are no escape sequences, whatever is printed") {
  const ScratchFolder folder;
  for (const std::string& line :
       {long_run, std::string{"roundwatt --help"}, std::string{"roundwatt defaults"}, std::string{"roundwatt run nowhere.yaml"},
        std::string{"roundwatt-analyze info a.h5"}, std::string{"roundwatt-analyze carbon a.h5"}}) {
    INFO(line);
    const CommandResult result = shell(line, folder.path());
    CHECK_THAT(result.out + result.err, !ContainsSubstring("\033"));
  }
}
