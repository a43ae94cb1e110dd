#pragma once

#include <string>
#include <vector>

namespace roundwatt {

/// Checks what SimGrid would abort at, misunderstand or pass over in silence: \p arguments are "--cfg=KEY:VALUE" and
/// "--log=CATEGORY.SETTING:VALUE". \throws UserError with every mistake.
void check_simgrid_arguments(const std::vector<std::string>& arguments);

}  // namespace roundwatt
