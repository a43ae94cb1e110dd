#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace roundwatt {

/// The candidate that needs the fewest edits (insert, delete, replace, swap of neighbours: optimal string alignment) to become
/// \p word, if it is near enough to be a slip (at most a third of the longer word, at least 1); else empty.
std::string nearest_word(std::string_view word, const std::vector<std::string>& candidates);

/// " Did you mean X?" or, with no near candidate, nothing.
std::string did_you_mean(std::string_view word, const std::vector<std::string>& candidates);

}  // namespace roundwatt
