#include "sim/base/error.hpp"

#include <fmt/format.h>

#include "tests/soft.hpp"

namespace roundwatt {

TEST_CASE("a problem says where it stands, as far as that is known") {
  CHECK(Problem{"a.yaml", 14, "too big."}.text() == "a.yaml, line 14: too big.");
  CHECK(Problem{"a.yaml", 0, "too big."}.text() == "a.yaml: too big.");
  CHECK(Problem{"", 14, "too big."}.text() == "line 14: too big.");
  CHECK(Problem{"", 0, "too big."}.text() == "too big.");
}

TEST_CASE("one problem is one line") {
  CHECK(std::string{UserError{"no such verb."}.what()} == "no such verb.");
  CHECK(std::string{UserError{std::vector{Problem{"a.yaml", 2, "wrong."}}}.what()} == "a.yaml, line 2: wrong.");
}

TEST_CASE("several problems of one file are told below its name") {
  const UserError error{std::vector{Problem{"a.yaml", 2, "wrong."}, Problem{"a.yaml", 5, "wrong too."}}};
  CHECK(std::string{error.what()} == "a.yaml has 2 problems:\n  line 2: wrong.\n  line 5: wrong too.");
  CHECK(error.problems().size() == 2);
}

TEST_CASE("problems of several files each carry their file") {
  const UserError error{std::vector{Problem{"a.yaml", 2, "wrong."}, Problem{"b.yaml", 5, "wrong too."}}};
  CHECK(std::string{error.what()} == "2 problems:\n  a.yaml, line 2: wrong.\n  b.yaml, line 5: wrong too.");
}

TEST_CASE("a list throws all that it has collected, or nothing") {
  ProblemList list;
  CHECK_NOTHROW(list.throw_if_any());
  list.add("a.yaml", 1, "first.");
  list.add({"a.yaml", 2, "second."});
  list.add_all({Problem{"a.yaml", 3, "third."}});
  CHECK_THROWS_WITH(list.throw_if_any(), "a.yaml has 3 problems:\n  line 1: first.\n  line 2: second.\n  line 3: third.");
}

TEST_CASE("a list keeps the first problems and counts the others") {
  ProblemList problems{2};
  for (const int line : {3, 4, 5, 6}) problems.add("a.csv", line, fmt::format("{} is wrong.", line));
  CHECK(problems.count() == 4);
  try {
    problems.throw_if_any();
    FAIL("nothing was thrown");
  } catch (const UserError& error) {
    const std::string told = "a.csv has 4 problems:\n  line 3: 3 is wrong.\n  line 4: 4 is wrong.\n  and 2 more problems.";
    CHECK(error.what() == told);
    ProblemList again;  // as of several files
    again.add_all(error.problems());
    CHECK_THROWS_WITH(again.throw_if_any(), told);
  }
}

TEST_CASE("more than three equal problems are one, with their number and three examples") {
  ProblemList problems{50};
  problems.add("p.xml", 2, "link air: no latency.");
  for (int i = 0; i < 40; ++i) problems.add("p.xml", 10 + i, fmt::format("host d{}: no property x.", i));
  problems.add("p.xml", 60, "host d9: no property y.");
  CHECK(problems.count() == 42);
  const std::string told =
      "p.xml has 42 problems:\n  line 2: link air: no latency.\n"
      "  line 10: host d0: no property x. The same 39 times more: host d1 (line 11), host d2 (line 12), …\n"
      "  line 60: host d9: no property y.";
  CHECK_THROWS_WITH(problems.throw_if_any(), told);
  ProblemList again;
  again.add_all(problems.all());
  CHECK_THROWS_WITH(again.throw_if_any(), told);
}

TEST_CASE("equal problems beyond the limit are counted with the first") {
  ProblemList problems{2};
  for (const int line : {3, 4, 5, 6}) problems.add("a.csv", line, "is wrong.");
  CHECK_THROWS_WITH(problems.throw_if_any(), "a.csv, line 3: is wrong. The same 3 times more: line 4, …");
}

TEST_CASE("keys of a scenario are all told: each of them is to be mended") {
  ProblemList problems;
  for (const char* key : {"a.b", "a.c", "a.d", "a.e"}) problems.add("s.yaml", 1, fmt::format("{}: is missing.", key));
  CHECK(problems.all().size() == 4);
}

}  // namespace roundwatt
