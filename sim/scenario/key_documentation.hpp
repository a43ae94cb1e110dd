#pragma once

#include <string>

namespace roundwatt {

/// Every key with its default, unit, bounds and sentence, as a YAML file to start from: what `roundwatt defaults` prints.
std::string defaults_text();

/// The page docs/formats/scenario.md.
std::string scenario_markdown();

/// The JSON schema docs/formats/scenario.schema.json, for editors that complete and check.
std::string scenario_json_schema();

}  // namespace roundwatt
