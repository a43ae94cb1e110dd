#pragma once

#include <memory>
#include <unordered_map>
#include <vector>

#include "analysis/carbon/carbon_amount.hpp"
#include "analysis/carbon/facet.hpp"

namespace roundwatt {

/// Energy and grams of a run by one facet or by two, added up portion by portion.
class Attribution {
 public:
  /// \p by one facet, or two different ones. \p energy lives longer.
  Attribution(const std::vector<Facet>& by, const EnergyLedger& energy);
  /// By the same facets, of nothing: for some of the portions, to be added to the whole.
  Attribution empty_part() const;

  void add(const Portion& portion, const CarbonAmount& amount);
  /// Adds what another attribution by the same facets has.
  void add(const Attribution& other);

  /// By one facet: the sum of one category.
  CarbonAmount of(std::size_t category) const;

  std::vector<Facet> by() const;
  std::string impossible() const;

  /// Calls \p visit with the categories of each facet and their sum, in the order of the categories, without those that
  /// nothing belongs to.
  void for_each(const std::function<void(const std::vector<std::string>&, const CarbonAmount&)>& visit) const;

 private:
  static constexpr std::size_t most_dense = std::size_t{1} << 20;
  static constexpr std::size_t most_dense_of_part = std::size_t{1} << 12;  ///< which is added up whole

  /// What a portion's cell is, which parts have in common.
  struct Rule {
    std::vector<Categories> categories;
    std::size_t minor = 1;  ///< categories of the facet that varies fastest
    bool rounds_last = false;
  };

  Attribution(std::shared_ptr<const Rule> rule, std::size_t dense_limit);
  CarbonAmount& cell(std::size_t number);

  static std::shared_ptr<const Rule> make_rule(const std::vector<Facet>& by, const EnergyLedger& energy);

  std::shared_ptr<const Rule> rule_;
  std::size_t dense_limit_;
  std::vector<CarbonAmount> dense_;                    ///< the first cells, as far as they were needed
  std::unordered_map<std::size_t, CarbonAmount> few_;  ///< those from dense_limit_ on: a damaged trace may have round 2^31
};

}  // namespace roundwatt
