#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace roundwatt {

/// The properties of a platform that Roundwatt or SimGrid reads.
const std::vector<std::string>& property_names();

/// Whether \p name is among them.
bool is_property_name(std::string_view name);

}  // namespace roundwatt
