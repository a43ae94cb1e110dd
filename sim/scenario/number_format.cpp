#include "sim/scenario/number_format.hpp"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <limits>
#include <string_view>

namespace roundwatt {

namespace {

using Json = nlohmann::ordered_json;

constexpr std::string_view number_pattern = R"(-?([0-9]+\.?[0-9]*|\.[0-9]+)([eE][-+]?[0-9]+)?)";

/// A number of \p range, or a string with a number and \p unit_pattern: YAML 1.1 takes 3.33e9 for a string.
Json number_schema(const std::string& type, const ValueRange& range, const std::string& unit_pattern) {
  Json plain = {{"type", type}};
  plain[range.low_included ? "minimum" : "exclusiveMinimum"] = range.low;
  if (range.high) plain["maximum"] = *range.high;
  const Json with_unit = {{"type", "string"}, {"pattern", fmt::format("^ *{}{} *$", number_pattern, unit_pattern)}};
  return {{"anyOf", {plain, with_unit}}};
}

/// Whether a number of \p text begins with a zero that YAML 1.1 takes for octal and YAML 1.2 for nothing.
bool has_leading_zero(std::string_view text) {
  if (text.starts_with('-') || text.starts_with('+')) text.remove_prefix(1);
  return text.size() > 1 && text[0] == '0' && text[1] >= '0' && text[1] <= '9';
}

/// Whether \p text begins with a number too large or too small for double precision.
bool is_beyond_doubles(std::string_view text) {
  double number = 0;
  return std::from_chars(text.data(), text.data() + text.size(), number).ec == std::errc::result_out_of_range;
}

/// What to write instead of a number in one of YAML's other notations; nothing where \p text is none.
std::string notation_advice(std::string_view text) {
  const std::string_view prefix = text.substr(0, 2);
  if (prefix == "0x" || prefix == "0X") return " Hexadecimal numbers are not read: write it in decimal.";
  if (prefix == "0o") return " Octal numbers are not read: write it in decimal.";
  if (has_leading_zero(text)) return " Some readers take a leading zero for octal: write it in decimal, without the zero.";
  const bool digit_first = !text.empty() && text.front() >= '0' && text.front() <= '9';
  if (digit_first && text.find('_') != std::string_view::npos) return " Write the digits without _.";
  if (digit_first && text.find(':') != std::string_view::npos)
    return " Numbers of base 60 are not read: give a unit, such as 90s.";
  if (digit_first && text.ends_with('%')) return " Per cent are hundredths: 70 % is 0.7.";
  if (is_beyond_doubles(text))
    return " Double precision holds no such number: it ends at 1.8e308, and 2.2e-308 is its least above 0.";
  return comma_advice(text);
}

/// A whole number of the type \p T; 1e3 counts as one, as long as doubles are exact.
template <class T>
std::optional<T> parse_whole(std::string_view text) {
  if (has_leading_zero(text)) return std::nullopt;
  T whole{};
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), whole);
  if (error == std::errc{} && end == text.data() + text.size()) return whole;
  constexpr double most_exact = 9007199254740992.0;
  const std::optional<double> number = parse_number(text);
  if (!number || *number != std::floor(*number) || *number < 0 || *number > most_exact) return std::nullopt;
  return static_cast<T>(*number);
}

/// Why a whole number cannot be taken as it is written; nothing where its value or form is the matter.
template <class T>
std::string whole_number_advice(std::string_view text) {
  T whole{};
  const bool too_large = std::from_chars(text.data(), text.data() + text.size(), whole).ec == std::errc::result_out_of_range;
  return too_large ? fmt::format(" The largest that is counted is {}.", std::numeric_limits<T>::max()) : notation_advice(text);
}

/// How people call what a dimension measures.
struct Wording {
  std::string_view name, phrase, example;
};

Wording wording_of(Dimension dimension) {
  switch (dimension) {
    case Dimension::time:
      return {"time", "a time", "300s"};
    case Dimension::data:
      return {"data", "a size", "44.7MB"};
    case Dimension::work:
      return {"work", "an amount of work", "3.3Gf"};
    case Dimension::speed:
      return {"speed", "a speed", "5Gf"};
    case Dimension::bandwidth:
      return {"bandwidth", "a bandwidth", "10Mbps"};
    case Dimension::power:
      return {"power", "a power", "15W"};
    case Dimension::energy:
      return {"energy", "an energy", "1kWh"};
    case Dimension::mass:
      return {"mass", "a mass", "2kg"};
    case Dimension::carbon_intensity:
      return {"carbon intensity", "a carbon intensity", "56g/kWh"};
    case Dimension::one:
      return {"number", "a number", "5"};
  }
  return {};
}

}  // namespace

std::string dimension_name(Dimension dimension) { return std::string{wording_of(dimension).name}; }

Reading<double> read_quantity(const YamlNode& node, const std::string& path, Dimension dimension, const ValueRange& range,
                              const ValueDescription& description) {
  if (node.kind != YamlKind::scalar) return refused<double>(must_be(node, path, description));
  const std::string advice = notation_advice(node.text);
  if (!advice.empty()) return refused<double>(must_be(node, path, description, advice));
  const ParsedQuantity parsed = parse_quantity(node.text, dimension);
  const bool wrong_unit = parsed.fault == QuantityFault::unit && node.text.size() <= 200;
  if (wrong_unit) return refused<double>(node.problem(fmt::format("{} = {}: {}.", path, node.shown(), parsed.problem)));
  if (!parsed.value) return refused<double>(must_be(node, path, description));
  if (!std::isfinite(*parsed.value) || !range.contains(*parsed.value)) {
    return refused<double>(must_be(node, path, description));
  }
  return {*parsed.value, {}};
}

ValueDescription describe_quantity(Dimension dimension, const ValueRange& range) {
  if (dimension == Dimension::one) {
    return {"number", "", range.text(), "a number " + range.text(), [=] { return number_schema("number", range, ""); }};
  }
  const std::string units = fmt::format(" *({})?", fmt::join(unit_names(dimension), "|"));
  const Wording wording = wording_of(dimension);
  return {
      std::string{wording.name}, si_unit(dimension), range.text(),
      fmt::format("{} {}, in {} or with a unit, such as {}", wording.phrase, range.text(), si_unit(dimension), wording.example),
      [=] { return number_schema("number", range, units); }};
}

ValueFormat<std::int64_t> whole_number(std::int64_t least) { return whole_number(at_least(static_cast<double>(least))); }

ValueFormat<std::int64_t> whole_number(const ValueRange& range) {
  const ValueDescription description{"whole number", "", range.text(), "a whole number " + range.text(),
                                     [=] { return number_schema("integer", range, ""); }};
  return {description,
          [=](const YamlNode& node, const std::string& path) -> Reading<std::int64_t> {
            const auto whole = node.kind == YamlKind::scalar ? parse_whole<std::int64_t>(node.text) : std::nullopt;
            if (!whole || !range.contains(static_cast<double>(*whole))) {
              return refused<std::int64_t>(must_be(node, path, description, whole_number_advice<std::int64_t>(node.text)));
            }
            return {*whole, {}};
          },
          [](const std::int64_t& value) { return fmt::format("{}", value); }};
}

ValueFormat<std::uint64_t> seed_value() {
  const ValueDescription description{"whole number", "", "0 to 2^64 - 1", "a whole number from 0 to 2^64 - 1",
                                     [] { return number_schema("integer", at_least(0), ""); }};
  return {description,
          [=](const YamlNode& node, const std::string& path) -> Reading<std::uint64_t> {
            const auto whole = node.kind == YamlKind::scalar ? parse_whole<std::uint64_t>(node.text) : std::nullopt;
            if (!whole) return refused<std::uint64_t>(must_be(node, path, description, notation_advice(node.text)));
            return {*whole, {}};
          },
          [](const std::uint64_t& value) { return fmt::format("{}", value); }};
}

ValueFormat<double> number(const ValueRange& range) {
  const ValueDescription description = describe_quantity(Dimension::one, range);
  return {description,
          [=](const YamlNode& node, const std::string& path) {
            return read_quantity(node, path, Dimension::one, range, description);
          },
          [](const double& value) { return number_text(value); }};
}

ValueFormat<std::optional<std::int64_t>> word_or_whole_number(const std::string& word, std::int64_t least) {
  const ValueFormat<std::int64_t> whole = whole_number(least);
  ValueDescription description = whole.description;
  description.type = word + " | " + description.type;
  description.phrase = word + " or " + description.phrase;
  description.schema = [word, of_number = whole.description.schema] {
    Json schema = of_number();
    schema["anyOf"].insert(schema["anyOf"].begin(), Json{{"enum", {word}}});
    return schema;
  };
  using Value = std::optional<std::int64_t>;
  return {
      description,
      [=](const YamlNode& node, const std::string& path) -> Reading<Value> {
        if (node.kind == YamlKind::scalar && node.text == word) return {Value{}, {}};
        const Reading<std::int64_t> reading = whole.read(node, path);
        if (!reading.value)
          return refused<Value>(must_be(node, path, description, did_you_mean(node.text, {word}) + notation_advice(node.text)));
        return {Value{reading.value}, {}};
      },
      [=](const Value& value) { return value ? whole.print(*value) : word; }};
}

ValueFormat<std::vector<double>> ascending_numbers(const ValueRange& range) {
  ValueFormat<std::vector<double>> format = list_of(number(range));
  format.description.type = "ascending list of two or more numbers";
  format.description.phrase = fmt::format("an ascending list of two numbers or more, each {}", range.text());
  format.description.schema = [of_number = number(range).description.schema]() -> Json {
    return {{"type", "array"}, {"items", of_number()}, {"minItems", 2}};
  };
  format.read = [description = format.description, read = format.read](const YamlNode& node, const std::string& path) {
    Reading<std::vector<double>> reading = read(node, path);
    if (!reading.problems.empty() && node.kind == YamlKind::list) return reading;
    const bool good = node.kind == YamlKind::list && reading.value->size() >= 2 &&
                      std::is_sorted(reading.value->begin(), reading.value->end());
    return good ? reading : refused<std::vector<double>>(must_be(node, path, description));
  };
  return format;
}

ValueFormat<std::int64_t> format_version(std::int64_t version) {
  ValueFormat<std::int64_t> format = whole_number(version);
  format.description.bounds = fmt::format("{}", version);
  format.description.phrase = fmt::format("{}, the version that this program reads", version);
  format.description.schema = [version]() -> Json { return {{"enum", {version}}}; };
  format.read = [=, description = format.description](const YamlNode& node, const std::string& path) -> Reading<std::int64_t> {
    if (node.kind == YamlKind::scalar && parse_whole<std::int64_t>(node.text) == version) return {version, {}};
    return refused<std::int64_t>(must_be(node, path, description));
  };
  return format;
}

}  // namespace roundwatt
