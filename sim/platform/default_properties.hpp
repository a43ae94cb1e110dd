#pragma once

#include <map>
#include <string>
#include <utility>

#include "sim/platform/platform_file.hpp"
#include "sim/scenario/scenario.hpp"

namespace roundwatt {

/// What stands in for a property, and where the scenario gives it.
struct DefaultProperty {
  std::string value;
  KeyPlace place;
};

using DefaultProperties = std::map<std::string, DefaultProperty, std::less<>>;

/// What stands in for the properties that elements of a platform lack: `platform.defaults` of the scenario.
class ScenarioDefaults {
 public:
  /// \p places say where the scenario gives its keys.
  ScenarioDefaults(const PlatformDefaults& given, const std::map<std::string, KeyPlace>& places);

  const DefaultProperties& links() const { return links_; }
  const DefaultProperties& zones() const { return zones_; }
  /// Those of its model go before those of its number of pstates, and these before those of all hosts. Stays valid.
  const DefaultProperties& of(const PlatformFile& file, const DeclaredHost& host) const;

 private:
  std::map<std::string, DefaultProperties, std::less<>> by_model_, by_pstates_;
  DefaultProperties hosts_, links_, zones_;
  mutable std::map<std::pair<std::string, int>, DefaultProperties> found_;
};

}  // namespace roundwatt
