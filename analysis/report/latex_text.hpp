#pragma once

#include <string>
#include <string_view>

namespace roundwatt {

/// \p text as LaTeX prints it, whatever stands in it: its own characters are escaped, CO2e gets its index. Line breaks are
/// blanks.
std::string latex_text(std::string_view text);

}  // namespace roundwatt
