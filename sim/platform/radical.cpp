#include "sim/platform/radical.hpp"

#include <charconv>
#include <limits>

namespace roundwatt {

namespace {

std::string_view without_blanks(std::string_view text) {
  while (!text.empty() && text.front() == ' ') text.remove_prefix(1);
  while (!text.empty() && text.back() == ' ') text.remove_suffix(1);
  return text;
}

std::optional<std::int64_t> parse_host_number(std::string_view text) {
  const std::string_view digits = without_blanks(text);
  std::int64_t number = 0;
  const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), number);
  const bool whole = error == std::errc{} && end == digits.data() + digits.size();
  if (!whole || number < 0 || number > std::numeric_limits<std::int32_t>::max()) return std::nullopt;
  return number;
}

}  // namespace

std::optional<std::vector<RadicalRange>> parse_radical(std::string_view text) {
  std::vector<RadicalRange> ranges;
  for (bool more = true; more;) {
    const std::size_t comma = text.find(',');
    const std::string_view part = text.substr(0, comma);
    more = comma != std::string_view::npos;
    if (more) text.remove_prefix(comma + 1);
    const std::size_t dash = part.find('-');
    const auto first = parse_host_number(part.substr(0, dash));
    const auto last = dash == std::string_view::npos ? first : parse_host_number(part.substr(dash + 1));
    if (!first || !last) return std::nullopt;
    ranges.push_back({*first, *last});
  }
  return ranges;
}

}  // namespace roundwatt
