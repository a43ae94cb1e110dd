#pragma once

#include <cstdint>
#include <vector>

#include "sim/base/boundary.hpp"
#include "sim/base/id.hpp"
#include "sim/base/step_function.hpp"
#include "sim/energy/host_meter.hpp"
#include "sim/energy/link_meter.hpp"
#include "sim/trace/records.hpp"

namespace roundwatt {

/// What a run has spent so far within a boundary, at the meter (PUE included): the live counterpart of `roundwatt-analyze
/// carbon`, for the stops on energy and carbon. One accumulator a site; powers are constant between changes.
class BudgetMeter {
 public:
  /// What one unit of energy costs by time since the start: 1 for joules, g/J for carbon; one function for each site.
  using SitePrice = std::vector<StepFunction>;

  BudgetMeter(std::vector<SiteRow> sites, std::vector<HostRow> hosts, std::vector<LinkRow> links, Boundary boundary,
              SitePrice price);

  void on_host_change(HostId host, const HostCondition& before, const HostCondition& after, double now);
  void on_link_use(LinkId link, bool in_use, double now);
  /// Dynamic energy that a link took since the last call for its flows.
  void on_carried(LinkId link, Joules energy, double now);

  /// Spent up to \p now, in the unit of the prices.
  double spent(double now);
  /// No second from \p now on can cost more than this.
  double most_per_second() const { return most_per_second_; }
  /// The next instant after \p now at which a price changes, or infinity.
  double next_price_change(double now) const;

 private:
  struct Site {
    double power_w = 0;  ///< within the boundary, PUE not yet applied
    double since = 0;
    double spent = 0;
  };

  double counted_power(HostId host, const HostCondition& condition) const;
  double counted_idle(const LinkRow& link) const;
  void add_power(std::int32_t site, double watts, double now);
  void advance(std::size_t site, double now);

  std::vector<SiteRow> sites_;
  std::vector<HostRow> hosts_;
  std::vector<LinkRow> links_;
  Boundary boundary_;
  SitePrice price_;
  std::vector<Site> state_;
  double most_per_second_ = 0;
};

}  // namespace roundwatt
