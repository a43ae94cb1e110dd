#include "sim/platform/simgrid_arguments.hpp"

#include <algorithm>
#include <regex>
#include <sstream>

#include "sim/base/error.hpp"
#include "sim/platform/simgrid_settings.hpp"

namespace roundwatt {

namespace {

// SimGrid takes several settings in one argument, with blanks between them.
const char* const one_key = R"([^\s:]+:\S+)";
const char* const one_log_setting = R"((no_loc|[A-Za-z0-9_]+\.[a-z]+:\S+))";

bool is_list_of(const std::string& form, const std::string& text) {
  return std::regex_match(text, std::regex{"\\s*" + form + "(\\s+" + form + ")*\\s*"});
}

/// Of several settings in one argument, whatever is wrong.
std::string objection_to_settings(const std::string& text) {
  std::istringstream settings{text};
  std::string all;
  for (std::string setting; settings >> setting;) {
    const std::size_t colon = setting.find(':');
    const std::string key = setting.substr(0, colon), value = setting.substr(colon + 1);
    if (value == "help" && lists_its_values(key)) continue;
    const std::string wrong = objection_to_setting(key, value);
    if (!wrong.empty()) all += (all.empty() ? "" : " ") + wrong;
  }
  return all;
}

std::string objection(const std::string& name, const std::string& value) {
  if (name == "--log") {
    const bool right = is_list_of(one_log_setting, value);
    return right ? "" : "needs CATEGORY.SETTING:VALUE, such as --log=root.thresh:info.";
  }
  if (!is_list_of(one_key, value)) {
    return "needs KEY:VALUE, such as --cfg=network/optim:Full; --cfg=network/optim:help lists the values of a key.";
  }
  return objection_to_settings(value);
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
