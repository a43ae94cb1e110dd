#include "analysis/energy/volume_network.hpp"

#include <cmath>

#include "sim/base/quantity.hpp"

namespace roundwatt {

namespace {

struct Way {
  double start_s, end_s, bytes;
};

/// The times of a way that was begun; where it broke off, \p otherwise.
Way way(double start_s, double end_s, double bytes, const ParticipationRow& otherwise) {
  return {std::isnan(start_s) ? otherwise.selected_s : start_s, std::isnan(end_s) ? otherwise.end_s : end_s, bytes};
}

bool is_device(const std::vector<HostRow>& hosts, std::int32_t host) {
  return hosts[static_cast<std::size_t>(host)].kind == HostKind::device;
}

constexpr double bytes_per_gb = 1e9;

EnergyItem item_of_volume() {
  EnergyItem item;
  item.source = EnergySource::volume;
  item.network_part = NetworkPart::volume;
  return item;
}

void pass(const Way& way, std::int32_t site, double kwh_per_gb, EnergyItem item,
          const std::function<void(const EnergyItem&)>& visit) {
  item.site = site;
  item.start_s = way.start_s;
  item.end_s = way.end_s;
  item.it_j = way.bytes / bytes_per_gb * kwh_per_gb * joules_per_kwh;
  if (item.it_j != 0) visit(item);
}

}  // namespace

void visit_volume(const ParticipationRow& row, const std::vector<HostRow>& hosts, double kwh_per_gb,
                  const std::function<void(const EnergyItem&)>& visit) {
  EnergyItem item = item_of_volume();
  item.round = row.round;
  item.outcome = row.outcome;
  const std::int32_t site = hosts.at(static_cast<std::size_t>(row.host)).site;
  pass(way(row.download_start_s, row.download_end_s, row.bytes_down, row), site, kwh_per_gb, item, visit);
  pass(way(row.upload_start_s, row.upload_end_s, row.bytes_up, row), site, kwh_per_gb, item, visit);
}

void visit_volume(const TransferRow& row, const std::vector<HostRow>& hosts, double kwh_per_gb,
                  const std::function<void(const EnergyItem&)>& visit) {
  EnergyItem item = item_of_volume();
  item.round = row.round;
  const std::int32_t device = is_device(hosts, row.source) ? row.source : row.destination;
  pass({row.start_s, row.end_s, row.bytes}, hosts.at(static_cast<std::size_t>(device)).site, kwh_per_gb, item, visit);
}

}  // namespace roundwatt
