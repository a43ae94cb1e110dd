#pragma once

#include <cstdint>
#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace roundwatt {

/// A `<prop>` of a platform file.
struct PlatformProperty {
  std::string value;
  int line = 0;
};

/// An element that can carry properties; its parent is the zone that it stands in.
struct PropertyScope {
  std::optional<std::size_t> parent;
  std::string element;  ///< "zone", "host", "link", "cluster"
  std::string id;
  std::string routing;  ///< of a zone, as written
  int line = 0;
  std::map<std::string, PlatformProperty, std::less<>> properties;
};

struct DeclaredHost {
  std::string name;
  std::size_t scope = 0;                 ///< its own, or its cluster's
  std::optional<std::size_t> wifi_link;  ///< the access point of its Wifi zone, among the declared links
  std::string state_profile;             ///< text of its state_file; empty when it is always on
  int pstates = 1;                       ///< how many speeds it has
};

/// What changes of a link with time: texts of profiles (sim/platform/profile.hpp), empty where nothing does.
struct LinkProfiles {
  std::string bandwidth;  ///< byte/s
  std::string latency;    ///< s
  std::string state;      ///< on or off

  bool any() const { return !bandwidth.empty() || !latency.empty() || !state.empty(); }
};

struct DeclaredLink {
  std::string name;
  std::size_t scope = 0;
  std::string sharing_policy;  ///< in capitals; SHARED when not said, SPLITDUPLEX for FULLDUPLEX, its old name
  std::string bandwidth;       ///< as written: the list of rates of an access point
  std::string latency;         ///< as written; empty: none
  LinkProfiles profiles;       ///< of its attributes, or of what a trace_connect ties to it
};

/// What a SimGrid platform XML declares, in the order of the file (of each zone the links first), with Roundwatt's properties,
/// which SimGrid partly loses.
class PlatformFile {
 public:
  /// \throws UserError when the file cannot be read or is not well-formed XML.
  explicit PlatformFile(const std::filesystem::path& path);

  const std::string& file() const { return file_; }
  const std::string& content() const { return content_; }
  /// The same with blanks where links are given profiles, or nothing when none is: these are Roundwatt's to play
  /// (docs/methods/time.md, "Links that change").
  const std::optional<std::string>& content_without_link_profiles() const { return bare_content_; }
  const std::vector<PropertyScope>& scopes() const { return scopes_; }
  const std::vector<DeclaredHost>& hosts() const { return hosts_; }
  const std::vector<DeclaredLink>& links() const { return links_; }

  /// The property of the nearest element that has it, from \p scope outwards.
  const PlatformProperty* find(std::size_t scope, std::string_view name) const;
  /// The nearest element from \p scope outwards that has the property itself.
  std::optional<std::size_t> find_scope(std::size_t scope, std::string_view name) const;
  /// The declaration behind a link of SimGrid's: x for x_UP and x_DOWN, else nothing.
  std::optional<std::size_t> link_named(std::string_view simgrid_name) const;
  /// The cluster that made a link of this name ("c_link_3_UP" of cluster c), else the outermost zone.
  std::size_t scope_of_made_link(std::string_view simgrid_name) const;

 private:
  class Parser;

  std::string file_;
  std::string content_;
  std::optional<std::string> bare_content_;
  std::vector<PropertyScope> scopes_;
  std::vector<DeclaredHost> hosts_;
  std::vector<DeclaredLink> links_;
  std::map<std::string, std::size_t, std::less<>> link_by_name_;
  std::map<std::string, std::size_t, std::less<>> cluster_by_id_;
};

}  // namespace roundwatt
