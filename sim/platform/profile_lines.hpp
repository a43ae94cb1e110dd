#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace roundwatt {

/// The lines of a profile as SimGrid parts them: a carriage return ends one too, alone or before a line feed.
std::vector<std::string> profile_lines(std::string_view text);

}  // namespace roundwatt
