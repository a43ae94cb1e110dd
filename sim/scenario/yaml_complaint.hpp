#pragma once

#include <optional>
#include <string_view>

#include "sim/base/error.hpp"
#include "sim/scenario/yaml_parser.hpp"

namespace YAML {
class Exception;
}

namespace roundwatt {

/// Why the bytes of \p source can be no YAML at all: too many, not UTF-8, control characters; nothing where they can.
std::optional<Problem> bad_bytes(const YamlSource& source);

/// What the parser's \p error means for whoever wrote \p source, and what to do about it.
Problem explained(const YAML::Exception& error, const YamlSource& source);

/// Whether the quoted scalar that begins at the byte \p begin is not closed; yaml-cpp takes all to the end of the file then.
bool is_open_quote(std::string_view text, std::size_t begin);

}  // namespace roundwatt
