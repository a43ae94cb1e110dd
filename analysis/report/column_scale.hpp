#pragma once

#include <string>
#include <vector>

#include "analysis/report/report.hpp"

namespace roundwatt {

/// How the numbers of one column are shown: one unit, one number of decimals, so that they can be compared at a glance.
class ColumnScale {
 public:
  /// The unit is the one in which the largest of \p compared is at least 1: columns of a table that measure the same share it.
  /// Four significant digits for the largest of \p values, two for the smallest, at most four decimals.
  ColumnScale(Measure measure, const std::vector<ReportValue>& values, const std::vector<ReportValue>& compared);

  /// "kWh"; empty for text and plain numbers.
  const std::string& unit() const { return unit_; }
  /// The value without its unit; "-" for nothing, "<0.0001" for a number that would show as 0.
  std::string text(const ReportValue& value, const std::string& absent = "-") const;

 private:
  std::string number_text(double value) const;

  std::string unit_;
  double factor_ = 1;
  int decimals_ = 0;
};

/// One value with its unit.
std::string value_text(Measure measure, const ReportValue& value);

}  // namespace roundwatt
