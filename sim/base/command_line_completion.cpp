#include "sim/base/command_line_completion.hpp"

#include <algorithm>

namespace roundwatt {

std::string completion_function(const CommandDescription& command) {
  std::string name = "_" + command.name("_");
  std::replace(name.begin(), name.end(), '-', '_');
  return name;
}

std::vector<std::string> offered_values(const OptionDescription& option) {
  std::vector<std::string> values = option.choices;
  for (const std::string& word : option.words) values.push_back(word + "=");
  return values;
}

}  // namespace roundwatt
