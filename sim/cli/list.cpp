#include <fmt/format.h>

#include <algorithm>
#include <nlohmann/json.hpp>

#include "sim/base/algorithms.hpp"
#include "sim/base/error.hpp"
#include "sim/cli/verbs.hpp"

namespace roundwatt {

namespace {

void print_json() {
  nlohmann::ordered_json list = nlohmann::ordered_json::array();
  for (const AlgorithmGroup& group : algorithms()) {
    for (const Algorithm& one : group.algorithms) {
      list.push_back({{"key", group.key}, {"word", one.word}, {"meaning", one.sentence}, {"source", one.source}});
    }
  }
  fmt::print("{}\n", list.dump(2));
}

void print_text() {
  const char* between = "";
  for (const AlgorithmGroup& group : algorithms()) {
    fmt::print("{}{} ({})\n", between, group.title, group.key);
    between = "\n";
    std::size_t width = 0;
    for (const Algorithm& one : group.algorithms) width = std::max(width, one.word.size());
    for (const Algorithm& one : group.algorithms) {
      const std::string source = one.source.empty() ? "" : fmt::format(" [{}]", one.source);
      fmt::print("  {:<{}}  {}{}\n", one.word, width, one.sentence, source);
    }
  }
}

}  // namespace

int run_list(ListForm form) {
  if (form == ListForm::json) {
    print_json();
  } else {
    print_text();
  }
  return exit_ok;
}

}  // namespace roundwatt
