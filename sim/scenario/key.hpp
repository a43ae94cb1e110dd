#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "sim/base/error.hpp"
#include "sim/scenario/value_format.hpp"
#include "sim/scenario/yaml_node.hpp"

namespace roundwatt {

/// Whether a key must be given, and what holds when it is not.
struct Need {
  std::string text;             ///< for people; empty: the default is the value that the scenario starts with
  std::function<bool()> holds;  ///< must the key be given? To be asked once all other keys are read
};

inline Need optional_key() {
  return {"", [] { return false; }};
}
/// The key is optional, and \p text says what its absence means.
inline Need when_absent(const std::string& text) {
  return {text, [] { return false; }};
}
inline Need required_key() {
  return {"required", [] { return true; }};
}
/// Required where \p holds; \p text completes "required …".
inline Need required_if(const std::string& text, std::function<bool()> holds) { return {"required " + text, std::move(holds)}; }

/// When keys mean anything at all.
struct Scope {
  std::string otherwise;        ///< for people: what is the case when they do not
  std::function<bool()> holds;  ///< to be asked once all keys are read
};

inline Scope always() {
  return {"", [] { return true; }};
}

/// A group of keys: "federation.stragglers".
struct KeySection {
  std::string path;
  std::string sentence;
  Scope scope;
};

/// One key of the scenario file, tied to its field of a scenario.
struct Key {
  std::string path;
  std::string sentence;
  ValueDescription value;
  Need need;
  Scope scope;
  std::optional<std::string> usual;  ///< the value, as YAML, that holds where the key is not given; nothing: none does
  const void* field = nullptr;       ///< of the scenario: tells keys apart; null pointer for a key without a field

  std::function<std::vector<Problem>(const YamlNode& node)> read;  ///< into the field; returns what is wrong
  std::function<bool()> changed;                                   ///< since the keys were declared
  std::function<std::optional<std::string>()> print;               ///< as YAML; nothing where the field states nothing
};

}  // namespace roundwatt
