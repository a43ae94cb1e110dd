#include "sim/platform/simgrid_arguments.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cstdlib>
#include <regex>

#include "sim/base/error.hpp"

namespace roundwatt {

namespace {

// SimGrid takes several settings in one argument, with blanks between them.
const char* const one_key = R"([^\s:]+:\S+)";
const char* const one_log_setting = R"((no_loc|[A-Za-z0-9_]+\.[a-z]+:\S+))";

bool is_list_of(const std::string& form, const std::string& text) {
  return std::regex_match(text, std::regex{"\\s*" + form + "(\\s+" + form + ")*\\s*"});
}

/// Stacks that are smaller than this overflow into what stands beside them [KiB].
constexpr double smallest_stack = 64;

std::string objection(const std::string& name, const std::string& value) {
  if (name == "--log") {
    const bool right = is_list_of(one_log_setting, value);
    return right ? "" : "needs CATEGORY.SETTING:VALUE, such as --log=root.thresh:info.";
  }
  if (!is_list_of(one_key, value)) {
    return "needs KEY:VALUE, such as --cfg=network/optim:Full; --cfg=network/optim:help lists the values of a key.";
  }
  std::smatch match;
  const bool sets_stack = std::regex_search(value, match, std::regex{R"(contexts/stack-size:(\S+))"});
  if (sets_stack && std::strtod(match[1].str().c_str(), nullptr) < smallest_stack) {
    return fmt::format("a stack has {} KiB at least.", smallest_stack);
  }
  return "";
}

}  // namespace

void check_simgrid_arguments(const std::vector<std::string>& arguments) {
  ProblemList problems;
  for (const std::string& argument : arguments) {
    const std::size_t equals = std::min(argument.find('='), argument.size());
    const std::string value = equals < argument.size() ? argument.substr(equals + 1) : "";
    const std::string wrong = objection(argument.substr(0, equals), value);
    if (!wrong.empty()) problems.add(argument, 0, wrong);
  }
  problems.throw_if_any();
}

}  // namespace roundwatt
