#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>

#include "sim/base/error.hpp"
#include "sim/base/unit.hpp"
#include "sim/platform/platform_file.hpp"
#include "sim/scenario/scenario.hpp"

namespace roundwatt {

/// The bounds of a property's number; both are allowed values unless they are infinite.
struct NumberBounds {
  double least;
  double most;
  std::string text;  ///< "at least 1", "in (0, 1]"
};

/// What stands in for properties that one kind of element lacks, and where the scenario gives it.
struct DefaultProperties {
  std::map<std::string, std::string> values;
  KeyPlace place{"platform.defaults of the scenario"};
};

/// The properties of one element of a platform, from the nearest element that has them or from the scenario's defaults; what is
/// missing or senseless becomes a problem that names the element.
class PropertyReader {
 public:
  PropertyReader(const PlatformFile& file, const DefaultProperties& defaults, std::size_t scope, std::string element,
                 ProblemList& problems)
      : file_{file}, defaults_{defaults}, scope_{scope}, element_{std::move(element)}, problems_{problems} {}

  /// Inherited through zones.
  std::optional<PlatformProperty> find(std::string_view name) const;
  /// On the element itself only.
  std::optional<PlatformProperty> find_own(std::string_view name) const;

  std::string text_or(std::string_view name, const std::string& otherwise) const;
  /// A finite number in SI within \p bounds; a problem and \p otherwise when it is there and senseless; \p otherwise when
  /// absent.
  double number_or(std::string_view name, Dimension dimension, const NumberBounds& bounds, double otherwise) const;
  /// The same, but absence is a problem too: \p why says what it is needed for.
  double number(std::string_view name, Dimension dimension, const NumberBounds& bounds, const std::string& why) const;

  void report(int line, const std::string& message) const;
  void report_missing(std::string_view name, const std::string& why) const;
  const std::string& element() const { return element_; }
  int line() const { return file_.scopes()[scope_].line; }

 private:
  const PlatformFile& file_;
  const DefaultProperties& defaults_;
  std::size_t scope_;
  std::string element_;
  ProblemList& problems_;
};

}  // namespace roundwatt
