#include <fmt/format.h>

#include <algorithm>
#include <cctype>

#include "sim/platform/platform_check_steps.hpp"

namespace fedjoule {

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

void check_doctype(PlatformDocument& document) {
  for (const pugi::xml_node node : document.xml().children()) {
    if (node.type() != pugi::node_doctype) continue;
    const std::string_view type = node.value();
    if (type.find('[') != std::string_view::npos) {
      document.error(node,
                     fmt::format("definitions of one's own inside <!DOCTYPE … [ ]> are never read. Write {}.", wanted_doctype));
    } else if (type.find("simgrid.org/simgrid.dtd") == std::string_view::npos &&
               type.find("simgrid.gforge.inria.fr/simgrid/simgrid.dtd") == std::string_view::npos) {
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

/// "&name;" that XML itself does not define, outside comments. Nothing is expanded: such a name stays as it is written.
void check_entities(PlatformDocument& document) {
  const std::string_view content = document.content();
  for (std::size_t i = content.find_first_of("&<"); i != std::string_view::npos; i = content.find_first_of("&<", i + 1)) {
    if (content.substr(i).starts_with("<!--")) {
      i = content.find("-->", i);
      if (i == std::string_view::npos) return;
    } else if (content[i] == '&' && !is_known_entity(content.substr(i, 12))) {
      document.error_at(static_cast<std::ptrdiff_t>(i),
                        "an & that begins none of &lt; &gt; &amp; &quot; &apos; &#65;: write &amp; for the sign itself. Other "
                        "entities are never expanded.");
    }
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
  check_entities(document);
  check_values(document);
}

}  // namespace fedjoule
