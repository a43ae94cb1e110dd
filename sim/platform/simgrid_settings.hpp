#pragma once

#include <string>
#include <string_view>

namespace roundwatt {

/// What is wrong with SimGrid's setting \p key = \p value, given by --cfg or by <config> in a platform; empty where nothing is.
/// SimGrid itself takes any key: some end it with a signal or an abort, others choose models that the meters do not account
/// for. Those are right here that are known to work; docs/formats/platform.md has the list.
std::string objection_to_setting(std::string_view key, std::string_view value);

/// Whether SimGrid has the values of \p key listed by --cfg=KEY:help, of those that may be given.
bool is_known_setting(std::string_view key);

}  // namespace roundwatt
