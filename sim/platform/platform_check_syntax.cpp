#include <fmt/format.h>

#include <algorithm>
#include <cctype>
#include <iterator>
#include <regex>
#include <string>

#include "sim/platform/platform_check_steps.hpp"

namespace roundwatt {

namespace {

constexpr std::string_view wanted_doctype = "<!DOCTYPE platform SYSTEM \"https://simgrid.org/simgrid.dtd\">";

void check_declaration(PlatformDocument& document) {
  for (const pugi::xml_node node : document.xml().children()) {
    if (node.type() != pugi::node_declaration) continue;
    const std::string_view encoding = text_of(node, "encoding");
    const bool known_encoding = encoding.empty() || in_capitals(encoding) == "UTF-8";
    if (text_of(node, "version") == "1.0" && known_encoding && !node.attribute("standalone")) continue;
    document.error(node, "the first line must be <?xml version=\"1.0\"?>, and the text be UTF-8.");
  }
}

bool is_known_doctype(std::string_view type) {
  const std::string text{type};
  static const std::regex known{
      R"(platform\s+SYSTEM\s+(["'])(https://simgrid\.org|http://simgrid\.gforge\.inria\.fr/simgrid)/simgrid\.dtd\1\s*)"};
  return type.size() < 200 && std::regex_match(text, known);
}

void check_doctype(PlatformDocument& document) {
  for (const pugi::xml_node node : document.xml().children()) {
    if (node.type() != pugi::node_doctype) continue;
    const std::string_view type = node.value();
    if (type.find('[') != std::string_view::npos) {
      document.error(node,
                     fmt::format("definitions of one's own inside <!DOCTYPE … [ ]> are never read. Write {}.", wanted_doctype));
    } else if (!is_known_doctype(type)) {
      document.error(node, fmt::format("SimGrid does not take <!DOCTYPE {}>. Write {}.", type, wanted_doctype));
    }
    return;
  }
  document.error_at(
      0, fmt::format("no <!DOCTYPE>, without which SimGrid refuses the file. Put {} before <platform>.", wanted_doctype));
}

bool is_known_entity(std::string_view text) {
  const std::string_view name = text.substr(1, text.find(';') - 1);
  for (const std::string_view known : {"lt", "gt", "amp", "quot", "apos"}) {
    if (name == known) return true;
  }
  if (name.size() < 2 || name.front() != '#') return false;
  const bool hexadecimal = name[1] == 'x';
  const std::string_view digits = name.substr(hexadecimal ? 2 : 1);
  return !digits.empty() && std::all_of(digits.begin(), digits.end(), [&](unsigned char digit) {
    return hexadecimal ? std::isxdigit(digit) != 0 : std::isdigit(digit) != 0;
  });
}

void refuse_entity(PlatformDocument& document, std::size_t at) {
  document.error_at(
      static_cast<std::ptrdiff_t>(at),
      "an & that begins none of &lt; &gt; &amp; &quot; &apos; &#65;: write &amp; for the sign itself. Other entities "
      "are never expanded.");
}

/// Reads one tag from \p begin, where its < stands, and returns where it ends.
std::size_t check_tag(PlatformDocument& document, std::size_t begin) {
  const std::string_view content = document.content();
  char quote = 0;
  for (std::size_t i = begin + 1; i < content.size(); ++i) {
    const char at = content[i];
    if (quote == 0 && at == '>') return i;
    if (at == quote) {
      quote = 0;
    } else if (quote == 0 && (at == '"' || at == '\'')) {
      quote = at;
    }
    if (at == '<') document.error_at(static_cast<std::ptrdiff_t>(i), "a < inside a tag. Write &lt; for the sign itself.");
    if (at == '&' && !is_known_entity(content.substr(i, 12))) refuse_entity(document, i);
  }
  return content.size();
}

/// "<" in values and "&name;" that XML itself does not define. Nothing is expanded: such a name stays as it is written.
void check_characters(PlatformDocument& document) {
  struct Skipped {
    std::string_view opening, closing;
  };
  constexpr Skipped skipped[]{{"<!--", "-->"}, {"<![CDATA[", "]]>"}, {"<!", ">"}, {"<?", "?>"}};
  const std::string_view content = document.content();
  for (std::size_t i = content.find_first_of("&<"); i < content.size(); i = content.find_first_of("&<", i + 1)) {
    const auto skip = std::find_if(std::begin(skipped), std::end(skipped),
                                   [&](const Skipped& kind) { return content.substr(i).starts_with(kind.opening); });
    if (skip != std::end(skipped)) {
      i = content.find(skip->closing, i);
      if (i == std::string_view::npos) return;
    } else if (content[i] == '<') {
      i = check_tag(document, i);
    } else if (!is_known_entity(content.substr(i, 12))) {
      refuse_entity(document, i);
    }
  }
}

void check_surroundings(PlatformDocument& document) {
  for (const pugi::xml_node node : document.xml().children()) {
    const bool text = node.type() == pugi::node_pcdata || node.type() == pugi::node_cdata;
    const bool second = node.type() == pugi::node_element && node != document.platform();
    if (text) document.error(node, "text outside of <platform>. Take it out or make it a comment.");
    if (second) document.error(node, fmt::format("<{}> beside <platform>. A file holds one.", node.name()));
  }
}

void check_values(PlatformDocument& document) {
  constexpr std::size_t longest_value = 1'000'000;
  for (const pugi::xml_node& element : document.elements()) {
    for (const pugi::xml_attribute attribute : element.attributes()) {
      if (std::string_view{attribute.value()}.size() > longest_value) {
        document.error(element, fmt::format("{}: {} has more than a million characters.", element.name(), attribute.name()));
      }
    }
  }
}

}  // namespace

void check_syntax(PlatformDocument& document) {
  if (document.content().starts_with("\xEF\xBB\xBF")) {
    document.error_at(0, "begins with a byte order mark, which SimGrid does not take. Save it as UTF-8 without one.");
  }
  check_declaration(document);
  check_doctype(document);
  check_characters(document);
  check_surroundings(document);
  check_values(document);
}

}  // namespace roundwatt
