#include "sim/energy/budget_meter.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <utility>

#include "sim/energy/host_row_power.hpp"
#include "sim/trace/boundary_share.hpp"

namespace roundwatt {

BudgetMeter::BudgetMeter(std::vector<SiteRow> sites, std::vector<HostRow> hosts, std::vector<LinkRow> links, Boundary boundary,
                         SitePrice price)
    : sites_{std::move(sites)},
      hosts_{std::move(hosts)},
      links_{std::move(links)},
      boundary_{boundary},
      price_{std::move(price)},
      state_(sites_.size()) {
  std::vector<double> highest(sites_.size(), 0);
  for (std::size_t i = 0; i < sites_.size(); ++i) {
    for (const auto& step : price_[i].steps()) highest[i] = std::max(highest[i], step.value * sites_[i].pue);
  }
  for (const HostRow& host : hosts_) {
    const double most = std::max({host.off_w, host.idle_w, host.epsilon_w, host.busy_w}) + host.radio_rx_w + host.radio_tx_w;
    most_per_second_ += most * highest[static_cast<std::size_t>(host.site)];
  }
  for (const LinkRow& link : links_) {
    // A fatpipe serves any number of flows at full rate; each involves a host of its own.
    const double flows = link.duplex == Duplex::fatpipe ? static_cast<double>(hosts_.size()) : 1;
    most_per_second_ += (link.idle_w + (link.busy_w - link.idle_w) * flows) * highest[static_cast<std::size_t>(link.site)];
    if (boundary_ == Boundary::fleet) add_power(link.site, link.idle_w, 0);
  }
  for (std::size_t i = 0; i < hosts_.size(); ++i) add_power(hosts_[i].site, counted_power(HostId{i}, HostCondition{}), 0);
}

double BudgetMeter::counted_power(HostId id, const HostCondition& condition) const {
  const HostRow& host = hosts_[id.index()];
  const HostPowerParts parts = power_of(host).at(condition.state);
  const HostShares shares = host_shares(boundary_, host, condition.activity);
  return parts.base.value() * shares.base + (parts.compute + parts.rx + parts.tx).value() * shares.added;
}

double BudgetMeter::counted_idle(const LinkRow& link) const { return link.idle_w * link_idle_share(boundary_, link); }

void BudgetMeter::advance(std::size_t index, double now) {
  Site& site = state_[index];
  if (now > site.since) site.spent += site.power_w * sites_[index].pue * price_[index].integral(site.since, now);
  site.since = std::max(site.since, now);
}

void BudgetMeter::add_power(std::int32_t site, double watts, double now) {
  const auto index = static_cast<std::size_t>(site);
  advance(index, now);
  state_[index].power_w += watts;
}

void BudgetMeter::on_host_change(HostId host, const HostCondition& before, const HostCondition& after, double now) {
  add_power(hosts_[host.index()].site, counted_power(host, after) - counted_power(host, before), now);
}

void BudgetMeter::on_link_use(LinkId link, bool in_use, double now) {
  const LinkRow& row = links_[link.index()];
  add_power(row.site, in_use ? counted_idle(row) : -counted_idle(row), now);
}

void BudgetMeter::on_carried(LinkId link, Joules energy, double now) {
  const auto site = static_cast<std::size_t>(links_[link.index()].site);
  // The energy was taken before now, where a price may change at this very instant.
  const double before = std::max(price_[site].first_stamp(), std::nextafter(now, -std::numeric_limits<double>::infinity()));
  state_[site].spent += energy.value() * sites_[site].pue * price_[site].at(before);
}

double BudgetMeter::spent(double now) {
  double sum = 0;
  for (std::size_t i = 0; i < state_.size(); ++i) {
    advance(i, now);
    sum += state_[i].spent;
  }
  return sum;
}

double BudgetMeter::next_price_change(double now) const {
  double next = std::numeric_limits<double>::infinity();
  for (const StepFunction& price : price_) next = std::min(next, price.next_change(now));
  return next;
}

}  // namespace roundwatt
