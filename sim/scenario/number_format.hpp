#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "sim/base/quantity.hpp"
#include "sim/base/unit.hpp"
#include "sim/scenario/value_format.hpp"
#include "sim/scenario/value_range.hpp"

namespace roundwatt {

ValueFormat<std::int64_t> whole_number(std::int64_t least);
ValueFormat<std::int64_t> whole_number(const ValueRange& range);
/// A whole number from 0 to 2^64 - 1.
ValueFormat<std::uint64_t> seed_value();
/// A plain number: no unit.
ValueFormat<double> number(const ValueRange& range);
/// \p word, or a whole number from \p least; the word is read as no number.
ValueFormat<std::optional<std::int64_t>> word_or_whole_number(const std::string& word, std::int64_t least);
/// Two numbers or more of \p range, none below the one before it.
ValueFormat<std::vector<double>> ascending_numbers(const ValueRange& range);
/// The version of the format, which must be \p version.
ValueFormat<std::int64_t> format_version(std::int64_t version);

/// The number of \p node in SI, within \p range.
Reading<double> read_quantity(const YamlNode& node, const std::string& path, Dimension dimension, const ValueRange& range,
                              const ValueDescription& description);
/// "time", "data", …
std::string dimension_name(Dimension dimension);
/// What people are told of numbers of \p dimension.
ValueDescription describe_quantity(Dimension dimension, const ValueRange& range);

constexpr Dimension dimension_of(Seconds) { return Dimension::time; }
constexpr Dimension dimension_of(Bytes) { return Dimension::data; }
constexpr Dimension dimension_of(Flops) { return Dimension::work; }
constexpr Dimension dimension_of(Joules) { return Dimension::energy; }
constexpr Dimension dimension_of(GramsCo2e) { return Dimension::mass; }

/// A number in the SI unit of \p Q, or with a unit of its dimension.
template <class Q>
ValueFormat<Q> quantity(const ValueRange& range) {
  const ValueDescription description = describe_quantity(dimension_of(Q{}), range);
  return {description,
          [=](const YamlNode& node, const std::string& path) -> Reading<Q> {
            const Reading<double> reading = read_quantity(node, path, dimension_of(Q{}), range, description);
            if (!reading.value) return {{}, reading.problems};
            return {Q{*reading.value}, {}};
          },
          [](const Q& value) { return number_text(value.value()); }};
}

}  // namespace roundwatt
