#include "sim/federation/staleness_weight.hpp"

#include <cmath>
#include <stdexcept>

namespace fedjoule {

double staleness_weight(const StalenessRule& rule, std::int64_t staleness) {
  const auto age = static_cast<double>(staleness);
  switch (rule.weight) {
    case StalenessWeight::constant:
      return 1;
    case StalenessWeight::polynomial:
      return std::pow(1 + age, -rule.a);
    case StalenessWeight::hinge:
      return age <= rule.b ? 1 : 1 / (rule.a * (age - rule.b) + 1);
  }
  throw std::logic_error{"a staleness weight has no kind"};
}

}  // namespace fedjoule
