#include "tests/system/command.hpp"

using namespace roundwatt;

TEST_CASE("the same scenario and seed make the same bytes, wherever and whenever") {
  const ScratchFolder folder, elsewhere;
  for (const std::string name : {"two-stations", "failing", "over-selection"}) {
    INFO(name);
    const auto trace = [&](const std::string& variant, const std::filesystem::path& from,
                           const std::map<std::string, std::string>& environment) {
      const std::string file = folder.file(name + variant + ".h5");
      const CommandResult run =
          execute({{ROUNDWATT_PROGRAM, "run", small_scenario(name), "-o", file, "--set", "trace.plugin_check=true"},
                   from,
                   environment});
      CHECK(run.exit_code == 0);
      CHECK(run.err == "");
      return digest(file);
    };
    const std::string first = trace("", ROUNDWATT_SOURCE_DIR, {});
    CHECK(trace("-again", ROUNDWATT_SOURCE_DIR, {}) == first);
    CHECK(trace("-elsewhere", elsewhere.path(), {}) == first);
    // A locale that is not installed is as if none were asked for.
    CHECK(trace("-germany", "/", {{"TZ", "America/St_Johns"}, {"LC_ALL", "de_DE.UTF-8"}, {"HOSTNAME", "x"}}) == first);
  }
}
