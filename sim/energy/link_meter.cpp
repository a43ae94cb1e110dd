#include "sim/energy/link_meter.hpp"

#include <algorithm>

namespace roundwatt {

LinkMeter::LinkMeter(std::vector<Watts> dynamic_power, RowSink sink)
    : dynamic_power_{std::move(dynamic_power)}, links_(dynamic_power_.size()), sink_{std::move(sink)} {}

LinkMeter::OpenRow* LinkMeter::find(Link& link, std::int32_t round) {
  const auto found =
      std::find_if(link.rows.begin(), link.rows.end(), [=](const OpenRow& open) { return open.row.round == round; });
  return found == link.rows.end() ? nullptr : &*found;
}

LinkMeter::OpenRow& LinkMeter::row_of(LinkId id, std::int32_t round, double now) {
  Link& link = links_[id.index()];
  if (OpenRow* open = find(link, round)) return *open;
  OpenRow fresh;
  fresh.row.link = id.row;
  fresh.row.round = round;
  fresh.row.start_s = fresh.row.end_s = now;
  link.rows.push_back(fresh);
  links_of_round_[round].push_back(id);
  return link.rows.back();
}

void LinkMeter::share_time(Link& link, double now) {
  if (link.rounds_in_use > 0 && now > link.since) {
    const double share = (now - link.since) / link.rounds_in_use;
    for (OpenRow& open : link.rows) {
      if (open.flows > 0) open.row.busy_s += share;
    }
  }
  link.since = now;
}

void LinkMeter::begin_flow(const Route& route, std::int32_t round, double now) {
  for (const Hop& hop : route) {
    Link& link = links_[hop.link.index()];
    share_time(link, now);
    OpenRow& open = row_of(hop.link, round, now);
    if (open.flows++ == 0 && link.rounds_in_use++ == 0 && use_listener_) use_listener_(hop.link, true, now);
  }
}

void LinkMeter::carry(const Route& route, std::int32_t round, double bytes) {
  for (const Hop& hop : route) {
    OpenRow& open = *find(links_[hop.link.index()], round);
    open.row.bytes += bytes;
    const double airtime = bytes * hop.airtime_per_byte;
    open.row.airtime_s += airtime;
    if (carry_listener_) carry_listener_(hop.link, dynamic_power_[hop.link.index()] * Seconds{airtime});
  }
}

void LinkMeter::end_flow(const Route& route, std::int32_t round, double now) {
  for (const Hop& hop : route) {
    Link& link = links_[hop.link.index()];
    share_time(link, now);
    OpenRow& open = *find(link, round);
    open.row.end_s = now;
    if (--open.flows == 0 && --link.rounds_in_use == 0 && use_listener_) use_listener_(hop.link, false, now);
  }
}

void LinkMeter::emit(LinkId id, OpenRow& open) {
  if (!(open.row.end_s > open.row.start_s)) return;
  open.row.energy_j = (dynamic_power_[id.index()] * Seconds{open.row.airtime_s}).value();
  sink_(open.row);
}

void LinkMeter::close_round(std::int32_t round, double now) {
  const auto entry = links_of_round_.find(round);
  if (entry == links_of_round_.end()) return;
  std::vector<LinkId> links = std::move(entry->second);
  links_of_round_.erase(entry);
  std::sort(links.begin(), links.end());
  for (const LinkId id : links) {
    Link& link = links_[id.index()];
    share_time(link, now);
    OpenRow& open = *find(link, round);
    emit(id, open);
    open = link.rows.back();
    link.rows.pop_back();
  }
}

void LinkMeter::cut(double now) {
  links_of_round_.clear();
  for (std::size_t i = 0; i < links_.size(); ++i) {
    Link& link = links_[i];
    share_time(link, now);
    std::vector<OpenRow> carried;
    std::sort(link.rows.begin(), link.rows.end(), [](const OpenRow& a, const OpenRow& b) { return a.row.round < b.row.round; });
    for (OpenRow& open : link.rows) {
      if (open.flows > 0) open.row.end_s = now;
      emit(LinkId{i}, open);
      if (open.flows == 0) continue;
      OpenRow next;
      next.row.link = open.row.link;
      next.row.round = open.row.round;
      next.row.start_s = next.row.end_s = now;
      next.flows = open.flows;
      links_of_round_[next.row.round].push_back(LinkId{i});
      carried.push_back(next);
    }
    link.rows = std::move(carried);
  }
}

}  // namespace roundwatt
