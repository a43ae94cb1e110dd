#include "sim/platform/platform_check_document.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cctype>

#include "sim/base/text_file.hpp"

namespace roundwatt {

namespace {

constexpr int deepest_level = 100;  // SimGrid and PlatformFile go down by recursion
constexpr std::size_t largest_file = std::size_t{4} << 30U;

void sort_by_line(std::vector<Problem>& problems) {
  std::stable_sort(problems.begin(), problems.end(), [](const Problem& a, const Problem& b) { return a.line < b.line; });
}

/// The first byte of \p text that no XML may have, or its end.
std::size_t first_control_character(std::string_view text) {
  const auto found = std::find_if(
      text.begin(), text.end(), [](unsigned char byte) { return byte < 0x20 && byte != '\n' && byte != '\r' && byte != '\t'; });
  return static_cast<std::size_t>(found - text.begin());
}

/// "No blank stands between core and speed.", where that is what is wrong in the tag around \p fault; else empty.
std::string missing_blank(std::string_view text, std::ptrdiff_t fault) {
  const std::size_t begin = text.rfind('<', static_cast<std::size_t>(std::max<std::ptrdiff_t>(fault, 0)));
  if (begin == std::string_view::npos) return {};
  std::string_view before;
  for (std::size_t at = begin + 1; at < text.size() && text[at] != '>' && text[at] != '<';) {
    const std::size_t equals = text.find_first_of("=<>", at);
    if (equals == std::string_view::npos || text[equals] != '=') return {};
    const std::size_t quote = text.find_first_of("\"'<>", equals);
    const std::size_t end = quote == std::string_view::npos ? quote : text.find(text[quote], quote + 1);
    if (end == std::string_view::npos || text[quote] == '<' || text[quote] == '>') return {};
    std::string_view name = text.substr(at, equals - at);
    const bool is_glued = !before.empty() && std::isalpha(static_cast<unsigned char>(name.empty() ? ' ' : name.front())) != 0;
    name = name.substr(0, name.find_last_not_of(" \t\r\n") + 1);
    name.remove_prefix(std::min(name.find_last_of(" \t\r\n", name.find_last_not_of(" \t\r\n")) + 1, name.size()));
    if (is_glued) return fmt::format("No blank stands between the attributes {} and {}. Put one there.", before, name);
    before = name;
    at = end + 1;
  }
  return {};
}

std::string_view cure_of(pugi::xml_parse_status status) {
  if (status == pugi::status_bad_attribute || status == pugi::status_bad_start_element) {
    return "Check the quotes here and on the line before: attributes have the form name=\"value\".";
  }
  if (status == pugi::status_end_element_mismatch || status == pugi::status_bad_end_element) {
    return "Close each element, in the reverse order of opening: <zone …> … </zone>, or <host …/> at once.";
  }
  return "Check that <, > and quotes come in pairs.";
}

}  // namespace

PlatformDocument::PlatformDocument(const std::filesystem::path& path) : path_{path} {
  std::error_code unknown;
  const auto size = std::filesystem::file_size(path, unknown);
  if (!unknown && size > largest_file) {
    throw UserError{std::vector{
        Problem{path.string(), 0,
                "has more than 4 GiB. A <cluster radical=\"0-99999\" …/> declares any number of equal hosts in one line."}}};
  }
  content_ = read_text_file(path, largest_file);
  for (std::size_t i = content_.find('\n'); i != std::string::npos; i = content_.find('\n', i + 1)) line_ends_.push_back(i);
  parse();
  list_elements();
}

void PlatformDocument::parse() {
  if (content_.starts_with("\xFF\xFE") || content_.starts_with("\xFE\xFF")) {
    error_at(0, "the text is in UTF-16. Save it as UTF-8.");
    throw_if_wrong();
  }
  const std::size_t control = first_control_character(content_);
  if (control < content_.size()) {
    error_at(static_cast<std::ptrdiff_t>(control),
             fmt::format("not well-formed XML: byte 0x{:02x} may not stand in a text. Remove it.",
                         static_cast<int>(content_[control])));
    throw_if_wrong();
  }
  const auto outcome = xml_.load_buffer(
      content_.data(), content_.size(),
      pugi::parse_default | pugi::parse_fragment | pugi::parse_doctype | pugi::parse_declaration, pugi::encoding_utf8);
  if (!outcome) {
    const std::string blank = missing_blank(content_, outcome.offset);
    error_at(outcome.offset, blank.empty()
                                 ? fmt::format("not well-formed XML: {}. {}", outcome.description(), cure_of(outcome.status))
                                 : "not well-formed XML: " + blank);
  }
  if (outcome && !platform()) error_at(0, "no <platform> element: a SimGrid platform file (version 4.1) is needed.");
  throw_if_wrong();
}

void PlatformDocument::list_elements() {
  const pugi::xml_node root = platform();
  int level = 0;
  for (pugi::xml_node at = root; at;) {
    if (at.type() == pugi::node_element) elements_.push_back(at);
    if (at.first_child()) {
      at = at.first_child();
      ++level;
    } else {
      while (at != root && !at.next_sibling()) {
        at = at.parent();
        --level;
      }
      at = at == root ? pugi::xml_node{} : at.next_sibling();
    }
    if (level > deepest_level) {
      error(at, fmt::format("more than {} elements inside one another. A zone in a zone needs a few levels.", deepest_level));
      throw_if_wrong();
    }
  }
}

Problem PlatformDocument::problem(std::ptrdiff_t offset, const std::string& message) const {
  const auto before =
      std::lower_bound(line_ends_.begin(), line_ends_.end(), static_cast<std::size_t>(std::max<std::ptrdiff_t>(offset, 0)));
  return {path_.string(), static_cast<int>(before - line_ends_.begin()) + 1, message};
}

void PlatformDocument::object(InThisSimgrid here, const pugi::xml_node& at, const std::string& message) {
  (here == InThisSimgrid::works ? warnings_ : errors_).push_back(problem(offset(at), message));
}

void PlatformDocument::throw_if_wrong() const {
  constexpr std::size_t most_problems = 50;
  if (errors_.empty()) return;
  std::vector<Problem> sorted = errors_;
  sort_by_line(sorted);
  ProblemList told{most_problems};
  told.add_all(sorted);
  told.throw_if_any();
}

std::vector<Problem> PlatformDocument::warnings() const {
  std::vector<Problem> sorted = warnings_;
  sort_by_line(sorted);
  ProblemList told;
  told.add_all(sorted);
  return told.all();
}

std::string title(const pugi::xml_node& element) {
  for (const char* name : {"id", "element"}) {
    if (element.attribute(name)) return fmt::format("{} {}", element.name(), element.attribute(name).value());
  }
  if (element.attribute("src")) {
    return fmt::format("{} from {} to {}", element.name(), text_of(element, "src"), text_of(element, "dst"));
  }
  return element.name();
}

bool is_zone(const pugi::xml_node& element) {
  const std::string_view name = element.name();
  return name == "zone" || name == "AS" || name == "cluster";
}

std::string_view inherited_property(const pugi::xml_node& element, std::string_view name) {
  for (pugi::xml_node around = element; around; around = around.parent()) {
    for (const pugi::xml_node child : around.children()) {
      if (std::string_view{child.name()} != "prop") break;  // they come first, and a zone may hold a million hosts
      if (text_of(child, "id") == name) return text_of(child, "value");
    }
  }
  return {};
}

}  // namespace roundwatt
