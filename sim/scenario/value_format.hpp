#pragma once

#include <fmt/format.h>

#include <cstdint>
#include <functional>
#include <map>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <vector>

#include "sim/base/calendar.hpp"
#include "sim/base/error.hpp"
#include "sim/base/nearest_word.hpp"
#include "sim/base/quantity.hpp"
#include "sim/base/unit.hpp"
#include "sim/scenario/scenario.hpp"
#include "sim/scenario/value_range.hpp"
#include "sim/scenario/yaml_node.hpp"
#include "sim/scenario/yaml_text.hpp"

namespace fedjoule {

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
  nlohmann::ordered_json schema;
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
/// The number of \p node in SI, within \p range.
Reading<double> read_quantity(const YamlNode& node, const std::string& path, Dimension dimension, const ValueRange& range,
                              const ValueDescription& description);
ValueDescription describe_quantity(Dimension dimension, const ValueRange& range);
ValueDescription describe_choice(const std::vector<std::string>& words);

ValueFormat<std::string> text_value();
/// Letters, digits and . _ -, beginning with a letter or digit.
ValueFormat<std::string> name_value();
ValueFormat<FileReference> file_value();
ValueFormat<UtcTime> utc_time_value();
ValueFormat<bool> truth_value();
ValueFormat<std::int64_t> whole_number(std::int64_t least);
ValueFormat<std::uint64_t> seed_value();
ValueFormat<double> number(const ValueRange& range);
/// \p word, or a whole number from \p least; the word is read as no number.
ValueFormat<std::optional<std::int64_t>> word_or_whole_number(const std::string& word, std::int64_t least);
/// Two numbers or more of \p range, none below the one before it.
ValueFormat<std::vector<double>> ascending_numbers(const ValueRange& range);
/// The version of the format, which must be \p version.
ValueFormat<std::int64_t> format_version(std::int64_t version);

template <class T>
Reading<T> refused(Problem problem) {
  return {{}, {std::move(problem)}};
}

template <class Q>
constexpr Dimension dimension_of();
template <>
constexpr Dimension dimension_of<Seconds>() {
  return Dimension::time;
}
template <>
constexpr Dimension dimension_of<Bytes>() {
  return Dimension::data;
}
template <>
constexpr Dimension dimension_of<Flops>() {
  return Dimension::work;
}
template <>
constexpr Dimension dimension_of<Joules>() {
  return Dimension::energy;
}
template <>
constexpr Dimension dimension_of<GramsCo2e>() {
  return Dimension::mass;
}

template <class Q>
ValueFormat<Q> quantity(const ValueRange& range) {
  const ValueDescription description = describe_quantity(dimension_of<Q>(), range);
  return {description,
          [=](const YamlNode& node, const std::string& path) -> Reading<Q> {
            const Reading<double> reading = read_quantity(node, path, dimension_of<Q>(), range, description);
            if (!reading.value) return {{}, reading.problems};
            return {Q{*reading.value}, {}};
          },
          [](const Q& value) { return number_text(value.value()); }};
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
  const nlohmann::ordered_json schema = {
      {"anyOf", {item.description.schema, {{"type", "array"}, {"items", item.description.schema}}}}};
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
  const nlohmann::ordered_json schema = {{"type", "object"}, {"additionalProperties", item.description.schema}};
  ValueDescription description{fmt::format("{} by {}", item.description.type, names), item.description.unit,
                               item.description.bounds, fmt::format("a mapping from {} to {}", names, item.description.phrase),
                               schema};
  return {description,
          [=](const YamlNode& node, const std::string& path) -> Reading<std::map<std::string, T>> {
            using Map = std::map<std::string, T>;
            if (node.kind != YamlKind::map) return refused<Map>(must_be(node, path, description));
            Reading<Map> map{Map{}, {}};
            for (const YamlNode& child : node.children) {
              if (child.kind == YamlKind::null) continue;
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

}  // namespace fedjoule
