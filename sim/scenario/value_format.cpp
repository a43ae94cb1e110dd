#include "sim/scenario/value_format.hpp"

#include <algorithm>
#include <cstddef>
#include <regex>

namespace roundwatt {

namespace {

using Json = nlohmann::ordered_json;

bool has_control_character(std::string_view text) {
  return std::any_of(text.begin(), text.end(), [](unsigned char letter) { return letter < 0x20 || letter == 0x7F; });
}

ValueDescription describe_text(const std::string& type, const std::string& phrase) {
  // What looks like a number or a truth value is text too.
  return {type, "", "", phrase, []() -> Json { return {{"type", {"string", "number", "boolean"}}}; }};
}

bool is_name(std::string_view text) {
  constexpr std::size_t longest = 100;
  constexpr std::string_view letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789._-";
  const bool begins_well = !text.empty() && std::string_view{"._-"}.find(text.front()) == std::string_view::npos;
  return begins_well && text.size() <= longest && text.find_first_not_of(letters) == std::string_view::npos;
}

/// Text that \p is_good accepts, taken as it is written.
ValueFormat<std::string> checked_text(const std::string& type, const std::string& phrase, bool (*is_good)(std::string_view)) {
  const ValueDescription description = describe_text(type, phrase);
  return {description,
          [=](const YamlNode& node, const std::string& path) -> Reading<std::string> {
            if (node.kind == YamlKind::scalar && is_good(node.text)) return {node.text, {}};
            return refused<std::string>(must_be(node, path, description));
          },
          [](const std::string& text) { return yaml_text(text); }};
}

/// Whether \p text has the form of a date, with or without an hour: then it is the calendar that refuses it.
bool looks_like_date(const std::string& text) {
  static const std::regex form{"\\d{4}-\\d{2}-\\d{2}([T ]\\d{2}:\\d{2}(:\\d{2}(\\.\\d+)?)?Z?)?"};
  return text.size() < 40 && std::regex_match(text, form);
}

}  // namespace

Problem must_be(const YamlNode& node, const std::string& path, const ValueDescription& description, const std::string& cure) {
  return node.problem(fmt::format("{} = {}, but it must be {}.{}", path, node.shown(), description.phrase, cure));
}

ValueDescription describe_choice(const std::vector<std::string>& words) {
  std::string phrase = words.front();
  for (std::size_t i = 1; i < words.size(); ++i) phrase += (i + 1 == words.size() ? " or " : ", ") + words[i];
  return {fmt::format("{}", fmt::join(words, " | ")), "", "", phrase, [words]() -> Json { return {{"enum", words}}; }};
}

bool is_one_line(std::string_view text) {
  constexpr std::size_t longest = 1000;
  return !text.empty() && text.size() <= longest && !has_control_character(text);
}

ValueFormat<std::string> text_value() { return checked_text("text", "text of one line, not empty", is_one_line); }

ValueFormat<std::string> name_value() {
  ValueFormat<std::string> format =
      checked_text("name", "a name of letters, digits, . _ and -, beginning with a letter or digit", is_name);
  format.description.bounds = "letters, digits, . _ -";
  return format;
}

ValueFormat<FileReference> file_value() {
  const ValueFormat<std::string> text = checked_text("file", "the path of a file", is_one_line);
  return {text.description,
          [=](const YamlNode& node, const std::string& path) -> Reading<FileReference> {
            const Reading<std::string> written = text.read(node, path);
            if (!written.value) return {{}, written.problems};
            return {FileReference{*written.value, (node.folder / *written.value).lexically_normal()}, {}};
          },
          [](const FileReference& file) { return yaml_text(file.as_written); }};
}

ValueFormat<UtcTime> utc_time_value() {
  const ValueDescription description{"UTC time", "", "", "a UTC time such as 2021-02-16T00:00:00Z", []() -> Json {
                                       return {{"type", "string"}};
                                     }};
  return {description,
          [=](const YamlNode& node, const std::string& path) -> Reading<UtcTime> {
            const auto time = node.kind == YamlKind::scalar ? parse_utc(node.text) : std::nullopt;
            const bool not_in_calendar = node.kind == YamlKind::scalar && looks_like_date(node.text);
            if (!time && not_in_calendar) {
              return refused<UtcTime>(
                  must_be(node, path, description, " The calendar has no such day or hour; leap seconds are not counted."));
            }
            if (!time) return refused<UtcTime>(must_be(node, path, description));
            return {*time, {}};
          },
          [](const UtcTime& time) { return utc_text(time); }};
}

ValueFormat<bool> truth_value() {
  ValueFormat<bool> format = choice<bool>({{"true", true}, {"false", false}});
  format.description.schema = []() -> Json { return {{"type", "boolean"}}; };
  return format;
}

}  // namespace roundwatt
