#include <algorithm>
#include <cstddef>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>

#include "sim/scenario/key_documentation.hpp"
#include "sim/scenario/key_path.hpp"
#include "sim/scenario/scenario_keys.hpp"

namespace roundwatt {

namespace {

using Json = nlohmann::ordered_json;

/// The object in which the keys of the section \p path stand, made where it is missing.
Json& properties_of(Json& root, const std::string& path) {
  Json* object = &root;
  for (std::size_t begin = 0; begin < path.size();) {
    const std::size_t dot = std::min(path.find('.', begin), path.size());
    object = &(*object)["properties"][path.substr(begin, dot - begin)];
    begin = dot + 1;
  }
  return (*object)["properties"];
}

/// Null is allowed everywhere: it takes back what an included file said.
Json or_null(Json schema) {
  if (schema.contains("anyOf")) {
    schema["anyOf"].push_back({{"type", "null"}});
  } else if (schema.contains("enum")) {
    schema["enum"].push_back(nullptr);
  } else {
    Json types = schema["type"].is_array() ? schema["type"] : Json::array({schema["type"]});
    types.push_back("null");
    schema["type"] = types;
  }
  return schema;
}

Json schema_of(const Key& key) {
  Json schema = {{"description", key.sentence}};
  if (!key.need.text.empty()) schema["description"] = key.sentence + " (" + key.need.text + ")";
  if (!key.value.unit.empty()) schema["description"] = schema["description"].get<std::string>() + " [" + key.value.unit + "]";
  const auto printed = key.need.text.empty() ? key.usual : std::nullopt;
  if (printed) {
    const Json value = Json::parse(*printed, nullptr, false);
    schema["default"] = value.is_discarded() ? Json(*printed) : value;
  }
  schema.update(or_null(key.value.schema()));
  return schema;
}

}  // namespace

std::string scenario_json_schema() {
  Scenario scenario;
  const KeyList keys = scenario_keys(scenario);
  Json root = {{"$schema", "http://json-schema.org/draft-07/schema#"},
               {"title", "Roundwatt scenario"},
               {"description", "Required keys are not demanded here: an included file or --set may give them."},
               {"type", "object"},
               {"additionalProperties", false}};
  for (const KeySection& section : keys.sections()) {
    properties_of(root, section_of(section.path))[last_key(section.path)] = {
        {"description", section.sentence}, {"type", {"object", "null"}}, {"additionalProperties", false}};
  }
  for (const Key& key : keys.keys()) properties_of(root, section_of(key.path))[last_key(key.path)] = schema_of(key);
  return root.dump(2) + "\n";
}

}  // namespace roundwatt
