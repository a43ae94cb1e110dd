#pragma once

#include <string>
#include <string_view>

namespace roundwatt {

/// \p text as a YAML scalar that every reader takes as text: plain where that is safe, else in double quotes (NO, 12, a: b).
std::string yaml_text(std::string_view text);

}  // namespace roundwatt
