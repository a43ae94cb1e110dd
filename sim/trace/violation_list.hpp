#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace roundwatt {

/// One place where a trace breaks a rule of docs/formats/trace.md.
struct Violation {
  std::string table;
  std::int64_t row = -1;  ///< -1: the table as a whole
  std::string expected;
  std::string found;

  /// "energy/hosts, row 12: expected energy_j = 5 J (…), found 5.1 J"
  std::string text() const;
};

/// Keeps the first violations and counts all.
class ViolationList {
 public:
  static constexpr std::size_t most_kept = 20;

  void add(const std::string& table, std::int64_t row, std::string expected, std::string found);

  std::uint64_t count() const { return count_; }
  const std::vector<Violation>& first() const { return first_; }

 private:
  std::vector<Violation> first_;
  std::uint64_t count_ = 0;
};

/// Equal up to the rounding of a sum: relative 1e-9.
bool nearly_equal(double a, double b);
/// Not greater, up to the same rounding.
bool nearly_at_most(double a, double bound);

}  // namespace roundwatt
