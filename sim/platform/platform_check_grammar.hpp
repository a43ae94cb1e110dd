#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace roundwatt {

enum class Necessity { optional, required };

/// What may stand in an attribute.
enum class AttributeForm {
  text,
  name,  ///< not empty
  choice,
  version,
  routing,
  speed,
  speeds,  ///< one for each pstate
  bandwidth,
  bandwidths,  ///< one for each rate of an access point
  latency,
  cores,
  pstate,
  seconds,  ///< a plain number
  radical,
  coordinates,
  profile  ///< a file
};

struct AttributeRule {
  std::string_view name;
  Necessity necessity;
  AttributeForm form;
  std::vector<std::string> choices;  ///< of a choice
};

/// An element of SimGrid's platform format 4.1: its attributes and the elements it may hold.
struct ElementRule {
  std::string_view name;
  std::vector<AttributeRule> attributes;
  std::vector<std::string> children;
};

const std::vector<ElementRule>& platform_grammar();

/// Nothing for an unknown element.
const ElementRule* find_element_rule(std::string_view name);

/// The routings that SimGrid's XML knows.
const std::vector<std::string>& known_routings();

/// Why an element of SimGrid's format is refused, and what to do; empty for others.
std::string_view reason_to_refuse(std::string_view element);

}  // namespace roundwatt
