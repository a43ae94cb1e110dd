#pragma once

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <functional>
#include <map>
#include <nlohmann/json.hpp>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

#include "sim/base/calendar.hpp"
#include "sim/base/error.hpp"
#include "sim/base/nearest_word.hpp"
#include "sim/scenario/scenario.hpp"
#include "sim/scenario/yaml_node.hpp"
#include "sim/scenario/yaml_text.hpp"

namespace roundwatt {

/// A value that was read, or what is wrong with it.
template <class T>
struct Reading {
  std::optional<T> value;
  std::vector<Problem> problems;
};

/// What the documentation says of a kind of value.
struct ValueDescription {
  std::string type;    ///< "time"
  std::string unit;    ///< "s"; empty for plain numbers and text
  std::string bounds;  ///< "> 0"; empty where there are none
  std::string phrase;  ///< what error messages ask for: "a time > 0, such as 5s"
  std::function<nlohmann::ordered_json()> schema;
  bool has_free_names = false;  ///< a mapping whose keys are the user's
};

/// How values of one kind stand in YAML: the way in, the way out, and what people and editors are told.
template <class T>
struct ValueFormat {
  ValueDescription description;
  std::function<Reading<T>(const YamlNode& node, const std::string& path)> read;
  std::function<std::string(const T& value)> print;  ///< in one line
};

/// "learning.local.batch_size = 0, but it must be a whole number ≥ 1."
Problem must_be(const YamlNode& node, const std::string& path, const ValueDescription& description,
                const std::string& cure = "");
ValueDescription describe_choice(const std::vector<std::string>& words);

/// Text that can stand in one line of a message or table.
bool is_one_line(std::string_view text);

ValueFormat<std::string> text_value();
/// Letters, digits and . _ -, beginning with a letter or digit.
ValueFormat<std::string> name_value();
ValueFormat<FileReference> file_value();
ValueFormat<UtcTime> utc_time_value();
ValueFormat<bool> truth_value();
template <class T>
Reading<T> refused(Problem problem) {
  return {{}, {std::move(problem)}};
}

/// A word of the scenario file and what it stands for.
template <class E>
struct Choice {
  std::string word;
  E value;
};

template <class E>
ValueFormat<E> choice(std::vector<Choice<E>> choices) {
  std::vector<std::string> words;
  for (const auto& one : choices) words.push_back(one.word);
  const ValueDescription description = describe_choice(words);
  return {description,
          [=](const YamlNode& node, const std::string& path) -> Reading<E> {
            for (const auto& one : choices) {
              if (node.kind == YamlKind::scalar && node.text == one.word) return {one.value, {}};
            }
            return refused<E>(must_be(node, path, description, did_you_mean(node.text, words)));
          },
          [=](const E& value) {
            for (const auto& one : choices) {
              if (one.value == value) return one.word;
            }
            throw std::logic_error{"a choice has no word"};
          }};
}

/// A list of values; one value may stand without brackets.
template <class T>
ValueFormat<std::vector<T>> list_of(ValueFormat<T> item) {
  const auto schema = [of_item = item.description.schema]() -> nlohmann::ordered_json {
    return {{"anyOf", {of_item(), {{"type", "array"}, {"items", of_item()}}}}};
  };
  return {{"list of " + item.description.type, item.description.unit, item.description.bounds,
           "a list, each " + item.description.phrase, schema},
          [=](const YamlNode& node, const std::string& path) {
            Reading<std::vector<T>> list{{std::vector<T>{}}, {}};
            const auto append = [&](Reading<T> reading) {
              if (reading.value) list.value->push_back(*std::move(reading.value));
              list.problems.insert(list.problems.end(), reading.problems.begin(), reading.problems.end());
            };
            if (node.kind != YamlKind::list) append(item.read(node, path));
            for (std::size_t i = 0; node.kind == YamlKind::list && i < node.children.size(); ++i) {
              append(item.read(node.children[i], fmt::format("{}[{}]", path, i)));
            }
            return list;
          },
          [=](const std::vector<T>& values) {
            std::vector<std::string> words;
            for (const T& value : values) words.push_back(item.print(value));
            return fmt::format("[{}]", fmt::join(words, ", "));
          }};
}

/// Values by name, such as hardware models or properties; files merge name by name, null takes a name back.
template <class T>
ValueFormat<std::map<std::string, T>> map_of(ValueFormat<T> item, const std::string& names) {
  const auto schema = [of_item = item.description.schema]() -> nlohmann::ordered_json {
    return {{"type", "object"}, {"additionalProperties", of_item()}};
  };
  ValueDescription description{fmt::format("{} by {}", item.description.type, names),
                               item.description.unit,
                               item.description.bounds,
                               fmt::format("a mapping from {} to {}", names, item.description.phrase),
                               schema,
                               true};
  return {description,
          [=](const YamlNode& node, const std::string& path) -> Reading<std::map<std::string, T>> {
            using Map = std::map<std::string, T>;
            if (node.kind != YamlKind::map) return refused<Map>(must_be(node, path, description));
            Reading<Map> map{Map{}, {}};
            for (const YamlNode& child : node.children) {
              if (child.kind == YamlKind::null) continue;
              if (!is_one_line(child.key)) {
                map.problems.push_back(child.problem(fmt::format("{}: a name in it must be text of one line.", path)));
              }
              Reading<T> reading = item.read(child, joined_path(path, child.key));
              if (reading.value) map.value->emplace(child.key, *std::move(reading.value));
              map.problems.insert(map.problems.end(), reading.problems.begin(), reading.problems.end());
            }
            return map;
          },
          [=](const std::map<std::string, T>& values) {
            std::vector<std::string> entries;
            for (const auto& [name, value] : values) entries.push_back(yaml_text(name) + ": " + item.print(value));
            return fmt::format("{{{}}}", fmt::join(entries, ", "));
          }};
}

}  // namespace roundwatt
