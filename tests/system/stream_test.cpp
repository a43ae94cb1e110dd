#include "tests/system/command.hpp"

using namespace roundwatt;

TEST_CASE("a reader that has seen enough is no reason to complain") {
  for (const std::string verb : {"roundwatt defaults", "roundwatt defaults --json-schema", "roundwatt --help",
                                 "roundwatt validate scenarios/small/one-client.yaml"}) {
    const CommandResult result = shell(verb + " | head -1 >/dev/null");
    INFO(verb);
    CHECK(result.err == "");
  }
  const ScratchFolder folder;
  const std::string trace = folder.file("a.h5");
  CHECK(shell("roundwatt run scenarios/small/one-client.yaml --json -o " + trace + " | true").err == "");
  CHECK(shell("roundwatt-analyze info " + trace + " | true").err == "");
  CHECK(run_analyze({"verify", trace}).exit_code == 0);
}

TEST_CASE("closed streams neither stop a run nor end up in its trace") {
  const ScratchFolder folder;
  const auto run = [&](const std::string& name, const std::string& redirections) {
    // A warning makes sure that there is something to say on stderr.
    return shell("roundwatt run scenarios/small/one-client.yaml --cfg=network/optim:Lazy -o " + folder.file(name) + " " +
                 redirections);
  };
  REQUIRE(run("open.h5", "").exit_code == 0);
  for (const std::string closed : {"<&-", ">&-", "2>&-", "<&- >&- 2>&-"}) {
    INFO(closed);
    CHECK(run("closed.h5", closed).exit_code == 0);
    CHECK(digest(folder.file("closed.h5")) == digest(folder.file("open.h5")));
    std::filesystem::remove(folder.file("closed.h5"));
  }
}

TEST_CASE("roundwatt-analyze bears closed streams too") {
  const ScratchFolder folder;
  REQUIRE(run_roundwatt({"run", small_scenario("one-client"), "-o", folder.file("a.h5"), "--quiet"}).exit_code == 0);
  const std::string before = digest(folder.file("a.h5"));
  for (const std::string closed : {"<&-", ">&-", "2>&-", "<&- >&- 2>&-"}) {
    INFO(closed);
    CHECK(shell("roundwatt-analyze verify " + folder.file("a.h5") + " " + closed).exit_code == 0);
    CHECK(shell("roundwatt-analyze info nowhere.h5 " + closed).exit_code == 2);
  }
  CHECK(digest(folder.file("a.h5")) == before);
}

TEST_CASE("a result that cannot be written is not lost in silence") {
  const ScratchFolder folder;
  for (const std::string& verb : {"run scenarios/small/one-client.yaml --json -o " + folder.file("a.h5"),
                                  std::string{"validate scenarios/small/one-client.yaml"}}) {
    INFO(verb);
    const CommandResult result = shell("roundwatt " + verb + " >/dev/full");
    CHECK(result.exit_code == 1);
    CHECK(result.err == "the result cannot be written: No space left on device\n");
  }
  CHECK(shell("roundwatt defaults >/dev/full").exit_code == 1);
  const CommandResult analysis = shell("roundwatt-analyze info " + folder.file("a.h5") + " >/dev/full");
  CHECK(analysis.exit_code == 1);
  CHECK(analysis.err == "the result cannot be written: No space left on device\n");
}
