#pragma once

#include <string>

namespace fedjoule {

/// Every key with its default, unit, bounds and sentence, as a YAML file to start from: what `fedjoule defaults` prints.
std::string defaults_text();

/// The page docs/formats/scenario.md.
std::string scenario_markdown();

/// The JSON schema docs/formats/scenario.schema.json, for editors that complete and check.
std::string scenario_json_schema();

}  // namespace fedjoule
