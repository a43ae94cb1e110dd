#include "sim/trace/violation_list.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace roundwatt {

namespace {

double rounding(double a, double b) { return 1e-9 * std::max(std::abs(a), std::abs(b)) + 1e-12; }

}  // namespace

std::string Violation::text() const {
  const std::string place = row < 0 ? table : fmt::format("{}, row {}", table, row);
  return fmt::format("{}: expected {}, found {}", place, expected, found);
}

void ViolationList::add(const std::string& table, std::int64_t row, std::string expected, std::string found) {
  if (++count_ <= most_kept) first_.push_back({table, row, std::move(expected), std::move(found)});
}

bool nearly_equal(double a, double b) { return std::abs(a - b) <= rounding(a, b); }

bool nearly_at_most(double a, double bound) { return a <= bound + rounding(a, bound); }

}  // namespace roundwatt
