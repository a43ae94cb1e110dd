#pragma once

#include <string>
#include <string_view>

namespace roundwatt {

/// What is wrong with SimGrid's setting \p key = \p value, given by --cfg or by <config> in a platform; empty where nothing is.
/// SimGrid itself takes any key: some end it with a signal or an abort, others choose models that the meters do not account
/// for. Those are right here that are known to work; docs/formats/platform.md has the list.
std::string objection_to_setting(std::string_view key, std::string_view value);

/// Whether SimGrid lists the values of \p key by --cfg=KEY:help; of a number it says no more than that "help" is none.
bool lists_its_values(std::string_view key);

}  // namespace roundwatt
