#include "sim/scenario/yaml_complaint.hpp"

#include <fmt/format.h>
#include <yaml-cpp/exceptions.h>

#include <algorithm>
#include <boost/locale/utf.hpp>
#include <cstddef>
#include <string>

namespace roundwatt {

namespace {

constexpr std::size_t most_bytes = 1000000;

/// The offset of the first byte that no YAML text may have: control characters, broken UTF-8.
std::optional<std::size_t> first_bad_byte(const std::string& text) {
  auto position = text.begin();
  while (position != text.end()) {
    const auto begin = position;
    const auto point = boost::locale::utf::utf_traits<char>::decode(position, text.end());
    const bool control = point < 0x20 && point != '\t' && point != '\n' && point != '\r';
    if (control || point == 0x7F || !boost::locale::utf::is_valid_codepoint(point)) {
      return static_cast<std::size_t>(begin - text.begin());
    }
  }
  return std::nullopt;
}

/// The first line up to \p last, from 0, with a tab among the blanks that indent it.
std::optional<int> line_indented_by_tab(std::string_view text, int last) {
  for (int line = 0; line <= last && !text.empty(); ++line) {
    const std::string_view indentation = text.substr(0, std::min(text.find_first_not_of(" \t"), text.size()));
    if (indentation.find('\t') != std::string_view::npos) return line;
    text.remove_prefix(std::min(text.find('\n'), text.size() - 1) + 1);
  }
  return std::nullopt;
}

/// The names that yaml-cpp 0.8 adds to it stand on the line that is given.
constexpr std::string_view unknown_anchor = "the referenced anchor is not defined";

std::string_view cure_of(std::string_view message) {
  if (message == YAML::ErrorMsg::MAP_VALUE || message == YAML::ErrorMsg::END_OF_MAP) {
    return "Check the indentation, and that a blank follows each colon, on this line and on the one before.";
  }
  if (message == YAML::ErrorMsg::END_OF_MAP_FLOW) return "Close the {, or put the missing comma.";
  if (message == YAML::ErrorMsg::END_OF_SEQ_FLOW) return "Close the [, or put the missing comma.";
  if (message == unknown_anchor) return "An & with this name must stand above the *.";
  return "Check the quotes, brackets and indentation before it.";
}

}  // namespace

std::optional<Problem> bad_bytes(const YamlSource& source) {
  if (source.text.size() > most_bytes) {
    return Problem{source.name, 0, fmt::format("{} bytes are more than a scenario can have (1 MB).", source.text.size())};
  }
  if (source.text.starts_with("\xFF\xFE") || source.text.starts_with("\xFE\xFF")) {
    return Problem{source.name, 1, "the text is in UTF-16. Save it as UTF-8."};
  }
  const auto bad = first_bad_byte(source.text);
  if (!bad) return std::nullopt;
  const auto end = source.text.begin() + static_cast<std::ptrdiff_t>(*bad);
  const int line = static_cast<int>(std::count(source.text.begin(), end, '\n')) + 1;
  const auto byte = static_cast<unsigned char>(*end);
  return Problem{source.name, line,
                 byte < 0x80 ? fmt::format("the control character 0x{:02X} is no text. Remove it. Is this a YAML file?", byte)
                             : fmt::format("the byte 0x{:02X} is no text in UTF-8. Save the file as UTF-8.", byte)};
}

Problem explained(const YAML::Exception& error, const YamlSource& source) {
  if (const auto line = line_indented_by_tab(source.text, error.mark.line)) {
    return {source.name, *line + 1, "this is no valid YAML: a tab indents this line. Indent with blanks."};
  }
  const std::string_view message = error.msg.starts_with(unknown_anchor) ? unknown_anchor : std::string_view{error.msg};
  return {source.name, error.mark.line + 1, fmt::format("this is no valid YAML: {}. {}", message, cure_of(message))};
}

bool is_open_quote(std::string_view text, std::size_t begin) {
  if (begin >= text.size() || (text[begin] != '"' && text[begin] != '\'')) return false;
  const char quote = text[begin];
  for (std::size_t i = begin + 1; i < text.size(); ++i) {
    if (quote == '"' && text[i] == '\\') {
      ++i;
    } else if (text[i] == quote) {
      const bool doubled = quote == '\'' && i + 1 < text.size() && text[i + 1] == quote;
      if (!doubled) return false;
      ++i;
    }
  }
  return true;
}

}  // namespace roundwatt
