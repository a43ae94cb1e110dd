#include "analysis/study/input_range.hpp"

#include <fmt/format.h>

#include <boost/random/normal_distribution.hpp>
#include <boost/random/triangle_distribution.hpp>
#include <boost/random/uniform_real_distribution.hpp>
#include <cmath>
#include <set>

#include "sim/base/error.hpp"
#include "sim/base/nearest_word.hpp"
#include "sim/base/unit.hpp"

namespace roundwatt {

namespace {

constexpr double normal_95 = 1.6448536269514722;  ///< the standard normal distribution's 95 % quantile
constexpr double deviations_inside = 4;           ///< of a normal input, between what is possible

double deviation(const InputRange& range) { return (range.high - range.low) / (2 * normal_95); }

UserError mistake(const std::string& word, const std::string& what) {
  return UserError{fmt::format("--input {}: {}", word, what)};
}

Spread parse_spread(const std::string& word, const std::string& name) {
  for (const Spread spread : {Spread::uniform, Spread::normal, Spread::triangular}) {
    if (spread_name(spread) == name) return spread;
  }
  throw mistake(word, fmt::format("'{}' is none of uniform, normal, triangular.{}", name,
                                  did_you_mean(name, {"uniform", "normal", "triangular"})));
}

std::vector<std::string> split(const std::string& text) {
  std::vector<std::string> parts(1);
  for (const char letter : text) {
    if (letter == ':') {
      parts.emplace_back();
    } else {
      parts.back() += letter;
    }
  }
  return parts;
}

void check_bounds(const InputRange& range, const std::string& word) {
  if (!(range.low < range.high)) throw mistake(word, "the first number must be below the second.");
  const bool is_normal = range.spread == Spread::normal;
  const double least = is_normal ? range.mean() - deviations_inside * deviation(range) : range.low;
  const double most = is_normal ? range.mean() + deviations_inside * deviation(range) : range.high;
  if (least >= range.input.least() && most <= range.input.most()) return;
  const std::string bounds = std::isfinite(range.input.most())
                                 ? fmt::format("from {} to {}", range.input.least(), range.input.most())
                                 : fmt::format("at least {}", range.input.least());
  throw mistake(word, is_normal ? fmt::format("must be {}; a normal input of this width reaches beyond. Narrow it, or say "
                                              "uniform or triangular.",
                                              bounds)
                                : fmt::format("must be {}.", bounds));
}

InputRange parse_range(const std::string& word) {
  const std::size_t equals = word.find('=');
  const std::vector<std::string> parts =
      equals == std::string::npos ? std::vector<std::string>{} : split(word.substr(equals + 1));
  if (parts.size() != 2 && parts.size() != 3) throw mistake(word, "needs NAME=low:high, such as grid=0.8:1.2 or pue=1.1:1.6.");
  InputRange range;
  try {
    range.input = parse_input(word.substr(0, equals));
  } catch (const UserError& error) {
    throw mistake(word, error.what());
  }
  const auto low = parse_number(parts[0]), high = parse_number(parts[1]);
  if (!low || !high) throw mistake(word, "low and high must be numbers.");
  range.low = *low;
  range.high = *high;
  if (parts.size() == 3) range.spread = parse_spread(word, parts[2]);
  check_bounds(range, word);
  return range;
}

}  // namespace

std::string spread_name(Spread spread) {
  switch (spread) {
    case Spread::uniform:
      return "uniform";
    case Spread::normal:
      return "normal";
    case Spread::triangular:
      return "triangular";
  }
  throw RunError{"a spread has no name"};
}

double InputRange::variance() const {
  const double width = high - low;
  switch (spread) {
    case Spread::uniform:
      return width * width / 12;
    case Spread::normal:
      return deviation(*this) * deviation(*this);
    case Spread::triangular:
      return width * width / 24;
  }
  throw RunError{"a spread has no variance"};
}

double InputRange::draw(RandomStream& stream) const {
  switch (spread) {
    case Spread::uniform:
      return boost::random::uniform_real_distribution<double>{low, high}(stream);
    case Spread::normal:
      return boost::random::normal_distribution<double>{mean(), deviation(*this)}(stream);
    case Spread::triangular:
      return boost::random::triangle_distribution<double>{low, mean(), high}(stream);
  }
  throw RunError{"a spread has no draw"};
}

std::vector<InputRange> parse_input_ranges(const std::vector<std::string>& words) {
  std::vector<InputRange> ranges;
  std::set<std::string> seen;
  ProblemList problems;
  for (const std::string& word : words) {
    try {
      ranges.push_back(parse_range(word));
      if (!seen.insert(ranges.back().input.name).second) throw mistake(word, "is there twice. Leave one out.");
    } catch (const UserError& error) {
      problems.add_all(error.problems());
    }
  }
  problems.throw_if_any();
  return ranges;
}

}  // namespace roundwatt
