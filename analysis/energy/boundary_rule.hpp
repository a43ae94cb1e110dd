#pragma once

#include <string>
#include <string_view>

#include "sim/base/boundary.hpp"

namespace roundwatt {

/// A boundary by its name. \throws UserError when there is none.
Boundary parse_boundary(std::string_view name);

/// One sentence that says what the boundary counts.
std::string boundary_in_words(Boundary boundary);

}  // namespace roundwatt
