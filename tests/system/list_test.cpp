#include <nlohmann/json.hpp>

#include "tests/system/command.hpp"

using namespace roundwatt;

TEST_CASE("list names each algorithm with a line and its paper") {
  const CommandResult list = run_roundwatt({"list"});
  CHECK(list.exit_code == 0);
  CHECK(list.err == "");
  CHECK_THAT(list.out, ContainsSubstring("Selection of clients (federation.selection.kind)\n"));
  CHECK_THAT(list.out, ContainsSubstring("  oort             Losses, durations and exploration. [Lai et al., OSDI 2021]\n"));
}

TEST_CASE("list prints the same as JSON") {
  const CommandResult list = run_roundwatt({"list", "--json"});
  CHECK(list.exit_code == 0);
  const auto rows = nlohmann::json::parse(list.out);
  REQUIRE(rows.size() > 50);
  for (const auto& row : rows) CHECK(row.size() == 4);
  CHECK(rows.front() == nlohmann::json{{"key", "federation.mode"},
                                       {"word", "synchronous"},
                                       {"meaning", "Rounds: the server waits for the updates of a cohort."},
                                       {"source", "McMahan et al., AISTATS 2017"}});
}
