#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>

#include "sim/base/error.hpp"
#include "sim/base/unit.hpp"
#include "sim/platform/default_properties.hpp"
#include "sim/platform/platform_file.hpp"

namespace roundwatt {

/// The bounds of a property's number; both are allowed values unless they are infinite.
struct NumberBounds {
  double least;
  double most;
  std::string text;  ///< "at least 1", "in (0, 1]"
};

/// A property as it was found: in the file, or among the defaults.
struct FoundProperty {
  std::string value;
  int line = 0;                             ///< in the platform file; 0: a default
  const KeyPlace* default_place = nullptr;  ///< where the scenario gives it; null: in the file
};

/// The properties of one element of a platform, from the nearest element that has them or from the scenario's defaults; what is
/// missing or senseless becomes a problem that names the element.
class PropertyReader {
 public:
  PropertyReader(const PlatformFile& file, const DefaultProperties& defaults, std::size_t scope, std::string element,
                 ProblemList& problems)
      : file_{file}, defaults_{defaults}, scope_{scope}, element_{std::move(element)}, problems_{problems} {}

  /// Inherited through zones.
  std::optional<FoundProperty> find(std::string_view name) const;
  /// On the element itself only.
  std::optional<FoundProperty> find_own(std::string_view name) const;

  std::string text_or(std::string_view name, const std::string& otherwise) const;
  /// A finite number in SI within \p bounds; a problem and \p otherwise when it is there and senseless; \p otherwise when
  /// absent.
  double number_or(std::string_view name, Dimension dimension, const NumberBounds& bounds, double otherwise) const;
  /// The same, but absence is a problem too: \p why says what it is needed for.
  double number(std::string_view name, Dimension dimension, const NumberBounds& bounds, const std::string& why) const;

  void report(const FoundProperty& property, const std::string& message) const;
  void report_missing(std::string_view name, const std::string& why) const;
  const std::string& element() const { return element_; }
  int line() const { return file_.scopes()[scope_].line; }

 private:
  std::optional<FoundProperty> find_default(std::string_view name) const;

  const PlatformFile& file_;
  const DefaultProperties& defaults_;
  std::size_t scope_;
  std::string element_;
  ProblemList& problems_;
};

}  // namespace roundwatt
