#include "sim/platform/platform_file.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cctype>
#include <pugixml.hpp>

#include "sim/base/error.hpp"
#include "sim/base/letter_case.hpp"
#include "sim/base/line_index.hpp"
#include "sim/base/text_file.hpp"
#include "sim/platform/radical.hpp"

namespace roundwatt {

namespace {

/// SimGrid's old name of a policy counts as the one it has now.
std::string policy_named(const char* written) {
  std::string policy = in_capitals(written);
  return policy == "FULLDUPLEX" ? "SPLITDUPLEX" : policy;
}

int pstates_of(const pugi::xml_node& node) {
  const std::string_view speeds = node.attribute("speed").value();
  return static_cast<int>(std::count(speeds.begin(), speeds.end(), ',')) + 1;
}

}  // namespace

/// Walks the XML once and fills the declarations.
class PlatformFile::Parser {
 public:
  Parser(PlatformFile& target, const std::filesystem::path& path)
      : target_{target}, folder_{path.parent_path()}, lines_{target.content_} {}

  void parse() {
    pugi::xml_document document;
    const auto outcome = document.load_buffer(target_.content_.data(), target_.content_.size());
    if (!outcome) {
      throw UserError{std::vector{Problem{target_.file_, lines_.line_of(outcome.offset),
                                          fmt::format("not well-formed XML: {}.", outcome.description())}}};
    }
    const pugi::xml_node platform = document.child("platform");
    if (!platform) {
      throw UserError{
          std::vector{Problem{target_.file_, 1, "no <platform> element: a SimGrid platform file (version 4.1) is needed."}}};
    }
    for (const pugi::xml_node node : platform.children()) visit(node, std::nullopt, std::nullopt);
    connect_profiles(platform, platform);
    problems_.throw_if_any();
  }

 private:
  int line_of(const pugi::xml_node& node) const { return lines_.line_of(node.offset_debug()); }

  std::size_t add_scope(const pugi::xml_node& node, std::optional<std::size_t> parent) {
    PropertyScope scope{parent,        node.name(), node.attribute("id").value(), node.attribute("routing").value(),
                        line_of(node), {}};
    for (const pugi::xml_node property : node.children("prop")) {
      scope.properties[property.attribute("id").value()] = {property.attribute("value").value(), line_of(property)};
    }
    target_.scopes_.push_back(std::move(scope));
    return target_.scopes_.size() - 1;
  }

  void visit(const pugi::xml_node& node, std::optional<std::size_t> zone, std::optional<std::size_t> wifi_link) {
    const std::string_view name = node.name();
    if (name == "zone" || name == "AS") visit_zone(node, zone);
    if (name == "cluster") visit_cluster(node, zone);
    if (name == "cabinet") visit_cabinet(node, zone);
    if (name == "host" || name == "peer") visit_host(node, zone, wifi_link);
    if (name == "link") visit_link(node, zone);
  }

  void visit_zone(const pugi::xml_node& node, std::optional<std::size_t> parent) {
    const std::size_t scope = add_scope(node, parent);
    // The access point first: the hosts of its zone refer to it, wherever it stands.
    std::optional<std::size_t> wifi_link;
    for (const pugi::xml_node child : node.children("link")) {
      visit_link(child, scope);
      if (target_.links_.back().sharing_policy == "WIFI") wifi_link = target_.links_.size() - 1;
    }
    for (const pugi::xml_node child : node.children()) {
      if (std::string_view{child.name()} != "link") visit(child, scope, wifi_link);
    }
  }

  void visit_host(const pugi::xml_node& node, std::optional<std::size_t> zone, std::optional<std::size_t> wifi_link) {
    const std::size_t scope = add_scope(node, zone);
    target_.hosts_.push_back(
        {node.attribute("id").value(), scope, wifi_link, profile_text(node, "state_file"), pstates_of(node)});
  }

  void visit_link(const pugi::xml_node& node, std::optional<std::size_t> zone) {
    const std::size_t scope = add_scope(node, zone);
    target_.links_.push_back(
        {node.attribute("id").value(),
         scope,
         policy_named(node.attribute("sharing_policy").as_string("SHARED")),
         node.attribute("bandwidth").value(),
         node.attribute("latency").value(),
         {profile_text(node, "bandwidth_file"), profile_text(node, "latency_file"), profile_text(node, "state_file")}});
    for (const char* profile : {"bandwidth_file", "latency_file", "state_file"}) {
      if (!node.attribute(profile).empty()) blank_attribute(node, profile);
    }
    target_.link_by_name_.emplace(target_.links_.back().name, target_.links_.size() - 1);
  }

  void visit_cluster(const pugi::xml_node& node, std::optional<std::size_t> zone) {
    const std::size_t scope = add_scope(node, zone);
    target_.cluster_by_id_.emplace(node.attribute("id").value(), scope);
    add_radical_hosts(node, scope);
  }

  void visit_cabinet(const pugi::xml_node& node, std::optional<std::size_t> zone) {
    add_radical_hosts(node, add_scope(node, zone));
  }

  void add_radical_hosts(const pugi::xml_node& node, std::size_t scope) {
    const std::string radical = node.attribute("radical").value();
    const auto ranges = parse_radical(radical);
    if (!ranges) {
      problems_.add(target_.file_, line_of(node), fmt::format("radical = '{}' is no list such as 0-9,12.", radical));
      return;
    }
    const std::string state = profile_text(node, "state_file");
    for (const RadicalRange& range : *ranges) {
      for (std::int64_t number = range.first; number <= range.last; ++number) {
        target_.hosts_.push_back(
            {fmt::format("{}{}{}", node.attribute("prefix").value(), number, node.attribute("suffix").value()), scope,
             std::nullopt, state, pstates_of(node)});
      }
    }
  }

  /// The text of the profile that an attribute names; a file that is missing is SimGrid's to report.
  std::string profile_text(const pugi::xml_node& node, const char* attribute) const {
    const std::string file = node.attribute(attribute).value();
    if (file.empty()) return {};
    const std::filesystem::path path = folder_ / file;
    std::error_code ignored;
    return std::filesystem::exists(path, ignored) ? read_text_file(path) : std::string{};
  }

  /// `<trace>` elements tied to hosts and links by `<trace_connect>`, wherever it stands in \p node.
  void connect_profiles(const pugi::xml_node& platform, const pugi::xml_node& node) {
    for (const pugi::xml_node child : node.children()) {
      if (std::string_view{child.name()} == "trace_connect") connect_profile(platform, child);
      connect_profiles(platform, child);
    }
  }

  void connect_profile(const pugi::xml_node& platform, const pugi::xml_node& connect) {
    const std::string_view kind = connect.attribute("kind").as_string("HOST_AVAIL");
    const std::string_view element = connect.attribute("element").value();
    const std::string_view name = connect.attribute("trace").value();
    const pugi::xml_node trace = platform.find_node([&](const pugi::xml_node& one) {
      return std::string_view{one.name()} == "trace" && std::string_view{one.attribute("id").value()} == name;
    });
    if (kind == "HOST_AVAIL") {
      for (DeclaredHost& host : target_.hosts_) {
        if (host.name == element) host.state_profile = trace_text(trace);
      }
    }
    const auto link = target_.link_by_name_.find(element);
    const auto profile = profile_of_links(kind);
    if (profile == nullptr || link == target_.link_by_name_.end()) return;
    target_.links_[link->second].profiles.*profile = trace_text(trace);
    blank(start_of(connect), end_of(connect));
  }

  std::string trace_text(const pugi::xml_node& trace) const {
    if (trace.attribute("file")) return profile_text(trace, "file");
    const double period = trace.attribute("periodicity").as_double();
    const std::string text = trace.text().get();
    // First: a line of the text itself comes after it.
    return period > 0 ? fmt::format("PERIODICITY {}\n", period) + text : text;
  }

  static std::string LinkProfiles::*profile_of_links(std::string_view kind) {
    if (kind == "BANDWIDTH") return &LinkProfiles::bandwidth;
    if (kind == "LATENCY") return &LinkProfiles::latency;
    if (kind == "LINK_AVAIL") return &LinkProfiles::state;
    return nullptr;
  }

  static std::size_t start_of(const pugi::xml_node& node) { return static_cast<std::size_t>(node.offset_debug()) - 1; }

  /// The ">" of the tag that begins at \p start; one within a value is none.
  std::size_t tag_end(std::size_t start) const {
    std::size_t at = start;
    while (target_.content_[at] != '>') at = is_quote(at) ? after_value(at) : at + 1;
    return at;
  }
  std::size_t end_of(const pugi::xml_node& node) const {
    const std::size_t end = tag_end(start_of(node));
    if (target_.content_[end - 1] == '/') return end + 1;
    return target_.content_.find('>', target_.content_.find("</", end)) + 1;
  }
  bool is_quote(std::size_t at) const { return target_.content_[at] == '"' || target_.content_[at] == '\''; }
  std::size_t after_value(std::size_t quote) const { return target_.content_.find(target_.content_[quote], quote + 1) + 1; }

  void blank_attribute(const pugi::xml_node& node, std::string_view name) {
    const std::string& text = target_.content_;
    std::size_t at = start_of(node);
    for (const std::size_t end = tag_end(at); at < end;) {
      if (!is_quote(at)) {
        ++at;
        continue;
      }
      const std::size_t name_start = text.find_last_not_of(" \t\r\n=", at - 1) + 1 - name.size();
      const bool is_it = text.compare(name_start, name.size(), name) == 0 && std::isspace(byte(name_start - 1)) != 0;
      at = after_value(at);
      if (is_it) return blank(name_start, at);
    }
  }
  unsigned char byte(std::size_t at) const { return static_cast<unsigned char>(target_.content_[at]); }

  /// Lines keep their numbers.
  void blank(std::size_t from, std::size_t to) {
    if (!target_.bare_content_) target_.bare_content_ = target_.content_;
    for (std::size_t i = from; i < to; ++i) {
      if ((*target_.bare_content_)[i] != '\n') (*target_.bare_content_)[i] = ' ';
    }
  }

  PlatformFile& target_;
  std::filesystem::path folder_;
  LineIndex lines_;
  ProblemList problems_;
};

PlatformFile::PlatformFile(const std::filesystem::path& path) : file_{path.string()}, content_{read_text_file(path)} {
  Parser{*this, path}.parse();
}

std::optional<std::size_t> PlatformFile::find_scope(std::size_t scope, std::string_view name) const {
  for (std::optional<std::size_t> at = scope; at; at = scopes_[*at].parent) {
    if (scopes_[*at].properties.contains(name)) return at;
  }
  return std::nullopt;
}

const PlatformProperty* PlatformFile::find(std::size_t scope, std::string_view name) const {
  const auto at = find_scope(scope, name);
  return at ? &scopes_[*at].properties.find(name)->second : nullptr;
}

std::optional<std::size_t> PlatformFile::link_named(std::string_view simgrid_name) const {
  auto found = link_by_name_.find(simgrid_name);
  for (const std::string_view direction : {"_UP", "_DOWN"}) {
    if (found == link_by_name_.end() && simgrid_name.ends_with(direction)) {
      found = link_by_name_.find(simgrid_name.substr(0, simgrid_name.size() - direction.size()));
    }
  }
  if (found == link_by_name_.end()) return std::nullopt;
  return found->second;
}

std::size_t PlatformFile::scope_of_made_link(std::string_view simgrid_name) const {
  for (std::size_t end = simgrid_name.rfind('_'); end != std::string_view::npos && end > 0;
       end = simgrid_name.rfind('_', end - 1)) {
    const auto cluster = cluster_by_id_.find(simgrid_name.substr(0, end));
    if (cluster != cluster_by_id_.end()) return cluster->second;
  }
  return 0;
}

}  // namespace roundwatt
