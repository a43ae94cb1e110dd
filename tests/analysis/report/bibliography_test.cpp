#include "analysis/report/bibliography.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <set>
#include <string_view>

#include "sim/base/algorithms.hpp"
#include "sim/base/error.hpp"
#include "tests/catch.hpp"

using namespace roundwatt;

TEST_CASE("every paper in the list of algorithms is in the bibliography") {
  for (const AlgorithmGroup& group : algorithms()) {
    for (const Algorithm& one : group.algorithms) {
      INFO(group.key << " " << one.word);
      CHECK_NOTHROW(references_of(one.source));
      CHECK(references_of(one.source).empty() == one.source.empty());
    }
  }
  CHECK(references_of("Yurochkin et al., ICML 2019; Hsu, Qi and Brown, 2019").size() == 2);
  CHECK_THROWS_AS(references_of("Nobody, 2000"), RunError);
}

TEST_CASE("every entry is BibTeX: its key first, an author, a title, a year, and as many braces open as close") {
  std::set<std::string_view> keys;
  for (const Reference& one : bibliography()) {
    INFO(one.key);
    CHECK(keys.insert(one.key).second);
    CHECK(one.entry.find(fmt::format("{{{},\n", one.key)) != std::string_view::npos);
    for (const char* field : {"author = {", "title = {", "year = {"}) CHECK(one.entry.find(field) != std::string_view::npos);
    CHECK(std::count(one.entry.begin(), one.entry.end(), '{') == std::count(one.entry.begin(), one.entry.end(), '}'));
    CHECK(one.entry.ends_with("}\n"));
    CHECK(reference(one.key).entry == one.entry);
  }
}
