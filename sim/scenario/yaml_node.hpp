#pragma once

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "sim/base/error.hpp"

namespace roundwatt {

/// Where something stands: in a file, or on the command line, which has no lines.
struct Place {
  std::string file;
  int line = 0;  ///< from 1; 0 where there is none

  /// "line 9", or "base.yaml, line 9" for a reader who is at \p here in another file.
  std::string seen_from(const Place& here) const;
};

enum class YamlKind { null, scalar, list, map };

/// A value of a YAML file as it was written, and where. Text is not interpreted: NO stays NO, 1e400 stays itself.
struct YamlNode {
  std::string key;  ///< within a mapping
  YamlKind kind = YamlKind::null;
  std::string text;                ///< of a scalar; "null" where null was written, empty where nothing was
  Place place;                     ///< of the key in a mapping, else of the value
  std::filesystem::path folder;    ///< where relative paths in it start
  std::vector<YamlNode> children;  ///< of a list or mapping, in the order of the file

  /// The value of \p name in this mapping; null pointer where there is none.
  const YamlNode* child(std::string_view name) const;
  /// The value at \p path, keys joined by dots.
  const YamlNode* at(std::string_view path) const;
  /// The value for messages: the text, shortened where it is long.
  std::string shown() const;
  /// A problem that stands where this value stands.
  Problem problem(std::string message) const { return {place.file, place.line, std::move(message)}; }
};

/// "parent.key"; \p key where there is no parent.
std::string joined_path(const std::string& parent, const std::string& key);

/// \p winner laid over \p base: mappings are merged key by key, a key without a value changes nothing, all else (null too) is
/// replaced.
YamlNode merged(YamlNode base, const YamlNode& winner);

}  // namespace roundwatt
