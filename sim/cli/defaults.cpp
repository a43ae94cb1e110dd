#include <fmt/format.h>

#include "sim/base/error.hpp"
#include "sim/cli/verbs.hpp"
#include "sim/scenario/key_documentation.hpp"

namespace roundwatt {

int run_defaults(DefaultsForm form) {
  switch (form) {
    case DefaultsForm::text:
      fmt::print("{}", defaults_text());
      break;
    case DefaultsForm::markdown:
      fmt::print("{}", scenario_markdown());
      break;
    case DefaultsForm::json_schema:
      fmt::print("{}", scenario_json_schema());
      break;
  }
  return exit_ok;
}

}  // namespace roundwatt
