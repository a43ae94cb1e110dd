#pragma once

#include <cstddef>
#include <filesystem>
#include <pugixml.hpp>
#include <string>
#include <string_view>
#include <vector>

#include "sim/base/error.hpp"
#include "sim/base/letter_case.hpp"

namespace roundwatt {

/// Whether the SimGrid that this program is built with takes what others do not.
enum class InThisSimgrid { works, fails };

/// The XML of a platform file under check, and what has been found wrong with it so far.
class PlatformDocument {
 public:
  /// \throws UserError when the file cannot be read, is not well-formed, nests too deeply or has no <platform>.
  explicit PlatformDocument(const std::filesystem::path& path);
  PlatformDocument(const PlatformDocument&) = delete;
  PlatformDocument& operator=(const PlatformDocument&) = delete;

  const std::string& content() const { return content_; }
  std::filesystem::path folder() const { return path_.parent_path(); }
  const pugi::xml_document& xml() const { return xml_; }
  pugi::xml_node platform() const { return xml_.child("platform"); }
  /// <platform> and all elements in it, in the order of the file.
  const std::vector<pugi::xml_node>& elements() const { return elements_; }

  void error(const pugi::xml_node& at, const std::string& message) { errors_.push_back(problem(offset(at), message)); }
  void error_at(std::ptrdiff_t offset, const std::string& message) { errors_.push_back(problem(offset, message)); }
  void warn(const pugi::xml_node& at, const std::string& message) { warnings_.push_back(problem(offset(at), message)); }
  /// For what other versions of SimGrid do not take: a warning, or an error where that is the one in use.
  void object(InThisSimgrid here, const pugi::xml_node& at, const std::string& message);
  bool has_errors() const { return !errors_.empty(); }
  /// \throws UserError with all errors so far, in the order of the file.
  void throw_if_wrong() const;
  std::vector<Problem> warnings() const;

 private:
  static std::ptrdiff_t offset(const pugi::xml_node& at) { return at.offset_debug(); }
  Problem problem(std::ptrdiff_t offset, const std::string& message) const;
  void parse();
  void list_elements();

  std::filesystem::path path_;
  std::string content_;
  std::vector<std::size_t> line_ends_;
  pugi::xml_document xml_;
  std::vector<pugi::xml_node> elements_;
  std::vector<Problem> errors_, warnings_;
};

/// How messages call an element: "host phone", "zoneRoute from home to dc".
std::string title(const pugi::xml_node& element);

/// A zone, or what SimGrid makes one of.
bool is_zone(const pugi::xml_node& element);

inline std::string_view text_of(const pugi::xml_node& element, const char* attribute) {
  return element.attribute(attribute).value();
}

/// The value of a property of \p element or of the nearest zone around it; empty where none has it.
std::string_view inherited_property(const pugi::xml_node& element, std::string_view name);

/// Whether \p link is one for each direction; FULLDUPLEX is its old name.
inline bool is_split_link(const pugi::xml_node& link) {
  const std::string_view policy = text_of(link, "sharing_policy");
  return policy == "SPLITDUPLEX" || policy == "FULLDUPLEX";
}

/// Whether \p link is the air of an access point.
inline bool is_wifi_link(const pugi::xml_node& link) { return in_capitals(text_of(link, "sharing_policy")) == "WIFI"; }

}  // namespace roundwatt
