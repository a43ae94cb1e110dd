#pragma once

#include <string>

namespace roundwatt {

/// Writes \p text to \p file, or to stdout where it is "-". \throws UserError, naming \p option, when the file cannot be made,
/// std::system_error when it cannot be written to its end.
void write_output(const std::string& file, const std::string& text, const char* option = "--output");

}  // namespace roundwatt
