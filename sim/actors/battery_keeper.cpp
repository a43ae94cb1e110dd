#include "sim/actors/battery_keeper.hpp"

#include <algorithm>

#include "sim/energy/host_row_power.hpp"

namespace roundwatt {

namespace {

Plug plug_of(const Presence& presence) { return presence.available ? Plug::in : Plug::out; }

}  // namespace

BatteryKeeper::BatteryKeeper(const BatteryPlan& plan, const Fleet& fleet, Recorder& recorder, RunControl& control)
    : plan_{plan},
      fleet_{fleet},
      control_{control},
      number_on_(fleet.hosts().size()),
      versions_(plan.batteries.size(), 0),
      meter_{plan.batteries, [&recorder](const BatteryRow& row) { recorder.record(row); }} {
  for (std::size_t i = 0; i < meter_.count(); ++i) {
    const HostId host = meter_.host(i);
    number_on_[host.index()] = i;
    idle_.push_back(recorder.hosts().power(host).at({}).total());
    meter_.set_power(i, recorder.hosts().power(host).at(recorder.hosts().condition(host).state).total(), 0);
    take_plug(i, 0);
  }
}

bool BatteryKeeper::is_ready(HostId device) const {
  const auto number = number_on_[device.index()];
  return !number || is_ready(meter_.battery(*number));
}

bool BatteryKeeper::is_near(double now) const {
  for (const Event& event : events_) {
    if (event.time > now + precision_of_time) return false;
    if (event.time > now && event.cause != Cause::falling && is_due(event)) return true;
  }
  return false;
}

void BatteryKeeper::expect(const Event& event) {
  const bool is_next = events_.empty() || event.time < events_.begin()->time;
  events_.insert(event);
  if (is_next) news_->release();
}

void BatteryKeeper::expect_crossing(std::size_t number) {
  ++versions_[number];
  const auto next = meter_.battery(number).next_crossing();
  if (!next) return;
  // At min_charge a device is asked; below it begins after that instant, more than any rounding makes.
  if (next->crossing == BatteryCrossing::below_min_charge) {
    expect({next->time_s + 1.5 * precision_of_time, number, Cause::falling, versions_[number]});
  } else {
    expect({next->time_s, number, Cause::crossing, versions_[number]});
  }
}

void BatteryKeeper::on_power(HostId device, const HostCondition& after, double now) {
  const auto number = number_on_[device.index()];
  if (!number) return;
  const HostRow& row = fleet_.host(device).row;
  meter_.set_power(*number, power_of(row).at(after.state).total(), now);
  expect_crossing(*number);
}

void BatteryKeeper::take_plug(std::size_t number, double now) {
  const Presence presence = plan_.plugged(plan_.clients[number], now);
  const Battery& battery = meter_.battery(number);
  const bool was_ready = is_ready(battery);
  meter_.set_plug(number, plug_of(presence), now);
  if (presence.until < Presence::for_ever) expect({presence.until, number, Cause::plug, 0});
  expect_crossing(number);
  if (is_ready(battery) != was_ready && listener_) tell(number);
}

/// Whoever asks devices hears of a battery that has become a reason for or against its own.
void BatteryKeeper::tell(std::size_t number) {
  listener_(meter_.host(number), is_ready(meter_.battery(number)));
  control_.announce();
}

void BatteryKeeper::take_crossing(std::size_t number, double now) {
  const auto next = meter_.battery(number).next_crossing();
  if (!next) return;
  const HostId host = meter_.host(number);
  simgrid::s4u::Host* machine = fleet_.host(host).simgrid;
  meter_.cross(number, next->crossing, now);
  switch (next->crossing) {
    case BatteryCrossing::floor:
      machine->turn_off();
      if (switch_listener_) switch_listener_();
      break;
    case BatteryCrossing::below_min_charge:
      tell(number);
      break;
    case BatteryCrossing::min_charge:
      // Coming on is told like any other device's.
      if (machine->is_on()) {
        tell(number);
      } else {
        machine->turn_on();
        if (switch_listener_) switch_listener_();
      }
      break;
    case BatteryCrossing::full:
      break;
  }
  expect_crossing(number);
}

/// What was due when this was called: what comes of it at this very instant lets others act first.
void BatteryKeeper::take_due(double now) {
  std::vector<Event> due;
  while (!events_.empty() && events_.begin()->time < now + precision_of_time)
    due.push_back(events_.extract(events_.begin()).value());
  for (const Event& event : due) {
    // Asked at the instant of the change itself, which the clock may miss by a rounding.
    if (!is_due(event)) continue;
    control_.instant().note();  // switching a device lets others act in between
    if (event.cause == Cause::plug) {
      take_plug(event.number, std::max(now, event.time));
    } else {
      take_crossing(event.number, now);
    }
  }
}

void BatteryKeeper::run() {
  while (!control_.stopped()) {
    const double now = simgrid::s4u::Engine::get_clock();
    if (!events_.empty() && events_.begin()->time < now + precision_of_time) control_.instant().await(Instant::Turn::batteries);
    take_due(now);
    if (events_.empty()) {
      news_->acquire();
    } else if (events_.begin()->time >= now + precision_of_time) {
      news_->acquire_timeout(events_.begin()->time - now);
    } else {
      simgrid::s4u::this_actor::yield();
    }
  }
}

std::optional<double> BatteryKeeper::next_return(double now, const std::vector<HostId>& devices) const {
  std::optional<double> first;
  for (const HostId device : devices) {
    const auto number = number_on_[device.index()];
    if (!number || is_ready(meter_.battery(*number))) continue;
    const auto back = return_of(*number, now);
    if (back && (!first || *back < *first)) first = back;
  }
  return first;
}

std::optional<double> BatteryKeeper::return_of(std::size_t number, double now) const {
  constexpr int longest_search = 100000;  // changes: more than a century of nights
  Battery battery = meter_.battery(number);
  battery.advance(now);
  for (int changes = 0; changes < longest_search; ++changes) {
    const Presence presence = plan_.plugged(plan_.clients[number], battery.now_s());
    battery.set_plug(plug_of(presence));
    battery.set_power(battery.is_on() ? idle_[number] : Watts{0});
    if (is_ready(battery)) return std::max(battery.now_s(), now + precision_of_time);
    const auto next = battery.next_crossing();
    if (next && next->time_s <= presence.until) {
      battery.advance(next->time_s);
      battery.cross(next->crossing);
      if (is_ready(battery)) return std::max(battery.now_s(), now + precision_of_time);
    } else if (presence.until < Presence::for_ever) {
      battery.advance(presence.until);
    } else {
      return std::nullopt;
    }
  }
  return std::nullopt;
}

}  // namespace roundwatt
