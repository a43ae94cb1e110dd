#include "sim/energy/host_meter.hpp"

#include <algorithm>

namespace roundwatt {

HostMeter::HostMeter(const std::vector<MeteredHost>& hosts, IntervalSink sink) : sink_{std::move(sink)} {
  hosts_.reserve(hosts.size());
  for (const MeteredHost& declared : hosts) {
    Host host;
    host.declared = declared;
    host.on = declared.on;
    host.speed_share = declared.speed_share;
    host.current = host.open = condition_of(host);
    hosts_.push_back(host);
  }
}

Activity HostMeter::activity_of(const Host& host) {
  if (!host.on) return Activity::off;
  for (const Activity computing :
       {Activity::train, Activity::aggregate, Activity::evaluate, Activity::encode, Activity::relay}) {
    if (host.work[static_cast<std::size_t>(computing)] > 0) return computing;
  }
  if (host.sending > 0) return Activity::upload;
  if (host.receiving > 0) return Activity::download;
  return host.round >= 0 ? Activity::wait : Activity::idle;
}

HostCondition HostMeter::condition_of(const Host& host) {
  HostCondition condition;
  condition.state.on = host.on;
  if (host.on) {
    const double cores_in_use = std::min(host.working, host.declared.cores);
    // A profile may raise the speed above the nominal one: a host that is fully loaded draws its full power, no more.
    condition.state.cpu_load = std::min(1.0, cores_in_use / host.declared.cores * host.speed_share);
    condition.state.receiving = host.receiving > 0;
    condition.state.sending = host.sending > 0;
  }
  condition.activity = activity_of(host);
  condition.round = host.round;
  return condition;
}

template <class Change>
void HostMeter::change(HostId id, double now, const Change& apply) {
  settle(now);
  Host& host = hosts_[id.index()];
  apply(host);
  const HostCondition before = host.current;
  host.current = condition_of(host);
  if (!host.touched) {
    host.touched = true;
    touched_.push_back(id);
  }
  if (before == host.current) return;
  for (const ChangeListener& listener : listeners_) listener(id, before, host.current, now);
}

void HostMeter::begin_work(HostId id, Activity activity, double now) {
  change(id, now, [activity](Host& host) {
    ++host.work[static_cast<std::size_t>(activity)];
    ++host.working;
  });
}

void HostMeter::end_work(HostId id, Activity activity, double now) {
  change(id, now, [activity](Host& host) {
    --host.work[static_cast<std::size_t>(activity)];
    --host.working;
  });
}

void HostMeter::begin_receiving(HostId id, double now) {
  change(id, now, [](Host& host) { ++host.receiving; });
}

void HostMeter::end_receiving(HostId id, double now) {
  change(id, now, [](Host& host) { --host.receiving; });
}

void HostMeter::begin_sending(HostId id, double now) {
  change(id, now, [](Host& host) { ++host.sending; });
}

void HostMeter::end_sending(HostId id, double now) {
  change(id, now, [](Host& host) { --host.sending; });
}

void HostMeter::set_round(HostId id, std::int32_t round, double now) {
  change(id, now, [round](Host& host) { host.round = round; });
}

void HostMeter::set_on(HostId id, bool on, double now) {
  change(id, now, [on](Host& host) { host.on = on; });
}

void HostMeter::set_speed_share(HostId id, double share, double now) {
  change(id, now, [share](Host& host) { host.speed_share = share; });
}

void HostMeter::settle(double now) {
  if (now <= instant_) return;
  // Rows stand in the order in which they are closed, ties by host.
  std::sort(touched_.begin(), touched_.end());
  for (const HostId id : touched_) {
    Host& host = hosts_[id.index()];
    host.touched = false;
    if (!(host.current == host.open)) close(id, instant_);
  }
  touched_.clear();
  instant_ = now;
}

void HostMeter::close(HostId id, double end) {
  Host& host = hosts_[id.index()];
  if (end > host.open_since) {
    const HostPowerParts power = host.declared.power.at(host.open.state);
    const Seconds duration{end - host.open_since};
    HostEnergyRow row;
    row.host = id.row;
    row.round = host.open.round;
    row.activity = host.open.activity;
    row.start_s = host.open_since;
    row.end_s = end;
    row.cpu_load = host.open.state.cpu_load;
    row.rx = host.open.state.receiving ? 1 : 0;
    row.tx = host.open.state.sending ? 1 : 0;
    row.base_j = (power.base * duration).value();
    row.compute_j = (power.compute * duration).value();
    row.rx_j = (power.rx * duration).value();
    row.tx_j = (power.tx * duration).value();
    row.energy_j = row.base_j + row.compute_j + row.rx_j + row.tx_j;
    sink_(row);
  }
  host.open = host.current;
  host.open_since = end;
}

void HostMeter::cut(double now) {
  settle(now);
  for (std::size_t i = 0; i < hosts_.size(); ++i) {
    Host& host = hosts_[i];
    // What changes at this very instant begins the next interval; the one that ends here is still the open condition.
    close(HostId{i}, now);
    host.open = host.current;
  }
}

}  // namespace roundwatt
