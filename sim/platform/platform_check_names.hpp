#pragma once

#include <optional>
#include <pugixml.hpp>
#include <string>
#include <string_view>
#include <unordered_map>
#include <unordered_set>
#include <vector>

#include "sim/platform/platform_check_document.hpp"

namespace roundwatt {

/// What a name stands for.
struct NamedElement {
  pugi::xml_node element;  ///< the cluster or cabinet, for what these make
  pugi::xml_node zone;     ///< that it belongs to: a zone or a cluster

  /// Whether it is declared before \p reference: SimGrid reads once, top to bottom.
  bool stands_before(const pugi::xml_node& reference) const { return element.offset_debug() < reference.offset_debug(); }
};

/// The names that a platform declares.
class PlatformNames {
 public:
  /// Reports names that are given twice.
  explicit PlatformNames(PlatformDocument& document);

  /// Hosts and routers.
  const NamedElement* point(std::string_view name) const { return find(points_, name); }
  bool is_router(std::string_view name) const { return routers_.contains(std::string{name}); }
  const NamedElement* zone(std::string_view name) const { return find(zones_, name); }
  const NamedElement* link(std::string_view name) const { return find(links_, name); }
  const NamedElement* trace(std::string_view name) const { return find(traces_, name); }
  /// Whether a cluster, cabinet or peer can have made a link of this name.
  bool is_made_link(std::string_view name) const;

  std::string nearest_point(std::string_view name) const { return nearest(points_, name); }
  std::string nearest_zone(std::string_view name) const { return nearest(zones_, name); }
  std::string nearest_link(std::string_view name) const { return nearest(links_, name); }
  std::string nearest_trace(std::string_view name) const { return nearest(traces_, name); }

 private:
  using Table = std::unordered_map<std::string, NamedElement>;

  static const NamedElement* find(const Table& table, std::string_view name);
  /// " Did you mean X?" or nothing.
  static std::string nearest(const Table& table, std::string_view name);
  void declare(PlatformDocument& document, Table& table, const std::string& name, const NamedElement& named);
  void declare_element(PlatformDocument& document, const pugi::xml_node& element);
  void declare_numbered_hosts(PlatformDocument& document, const pugi::xml_node& element, const pugi::xml_node& zone);

  Table points_, zones_, links_, traces_;
  std::unordered_set<std::string> routers_;
};

}  // namespace roundwatt
