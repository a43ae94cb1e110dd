#include <rapidcheck.h>

#include <algorithm>
#include <array>

#include "sim/energy/host_meter.hpp"
#include "tests/soft.hpp"

using namespace roundwatt;

namespace {

constexpr std::size_t host_count = 3;

MeteredHost arbitrary_host() {
  const auto watts = [](int most) { return Watts{*rc::gen::inRange(0, most) / 4.0}; };
  MeteredHost host;
  host.power = {.off = watts(10), .idle = watts(100), .epsilon = {}, .busy = {}, .radio_rx = watts(20), .radio_tx = watts(20)};
  host.power.epsilon = host.power.idle + watts(100);
  host.power.busy = host.power.epsilon + watts(400);
  host.cores = *rc::gen::inRange(1, 5);
  return host;
}

/// What a host is doing, kept apart from the meter, with the joules that follow.
struct Bookkeeping {
  MeteredHost declared;
  bool on = true;
  int training = 0, aggregating = 0, receiving = 0, sending = 0;
  double speed_share = 1;
  double energy_j = 0;

  double watts() const {
    const HostPower& power = declared.power;
    if (!on) return power.off.value();
    const double load = std::min(training + aggregating, declared.cores) * speed_share / declared.cores;
    const double added = load > 0 ? (power.epsilon - power.idle).value() + (power.busy - power.epsilon).value() * load : 0;
    const double radio = (receiving > 0 ? power.radio_rx.value() : 0) + (sending > 0 ? power.radio_tx.value() : 0);
    return power.idle.value() + added + radio;
  }
};

/// One random change of one host, in the meter and in the books.
void change(HostMeter& meter, HostId id, Bookkeeping& books, double now) {
  switch (*rc::gen::inRange(0, 11)) {
    case 0:
      ++books.training;
      return meter.begin_work(id, Activity::train, now);
    case 1:
      if (books.training == 0) return;
      --books.training;
      return meter.end_work(id, Activity::train, now);
    case 2:
      ++books.aggregating;
      return meter.begin_work(id, Activity::aggregate, now);
    case 3:
      if (books.aggregating == 0) return;
      --books.aggregating;
      return meter.end_work(id, Activity::aggregate, now);
    case 4:
      ++books.receiving;
      return meter.begin_receiving(id, now);
    case 5:
      if (books.receiving == 0) return;
      --books.receiving;
      return meter.end_receiving(id, now);
    case 6:
      ++books.sending;
      return meter.begin_sending(id, now);
    case 7:
      if (books.sending == 0) return;
      --books.sending;
      return meter.end_sending(id, now);
    case 8:
      books.on = !books.on;
      return meter.set_on(id, books.on, now);
    case 9:
      books.speed_share = *rc::gen::inRange(0, 5) / 4.0;
      return meter.set_speed_share(id, books.speed_share, now);
    default:
      return meter.set_round(id, *rc::gen::inRange(-1, 3), now);
  }
}

bool same_state(const HostEnergyRow& a, const HostEnergyRow& b) {
  return a.activity == b.activity && a.round == b.round && a.cpu_load == b.cpu_load && a.rx == b.rx && a.tx == b.tx;
}

}  // namespace

TEST_CASE("whatever happens, maximal intervals tile the time and hold every joule") {
  CHECK(rc::check("random changes of three hosts", [] {
    std::vector<Bookkeeping> books(host_count);
    std::vector<MeteredHost> hosts;
    for (Bookkeeping& host : books) hosts.push_back(host.declared = arbitrary_host());
    std::array<std::vector<HostEnergyRow>, host_count> rows;
    std::vector<double> ends;
    HostMeter meter{hosts, [&](const HostEnergyRow& row) {
                      rows[static_cast<std::size_t>(row.host)].push_back(row);
                      ends.push_back(row.end_s);
                    }};
    double now = 0;
    for (int step = *rc::gen::inRange(0, 60); step > 0; --step) {
      // Half of the changes come at the instant of the one before.
      const double pause = std::max(0, *rc::gen::inRange(-4, 5)) * 0.5;
      for (Bookkeeping& host : books) host.energy_j += host.watts() * pause;
      now += pause;
      const auto index = *rc::gen::inRange<std::size_t>(0, host_count);
      change(meter, HostId{index}, books[index], now);
    }
    for (Bookkeeping& host : books) host.energy_j += host.watts();
    now += 1;
    meter.cut(now);

    RC_ASSERT(std::is_sorted(ends.begin(), ends.end()));
    for (std::size_t host = 0; host < host_count; ++host) {
      double until_s = 0, energy_j = 0;
      for (std::size_t i = 0; i < rows[host].size(); ++i) {
        RC_ASSERT(rows[host][i].start_s == until_s);
        RC_ASSERT(rows[host][i].end_s > until_s);
        if (i > 0) RC_ASSERT(!same_state(rows[host][i - 1], rows[host][i]));
        until_s = rows[host][i].end_s;
        energy_j += rows[host][i].energy_j;
      }
      RC_ASSERT(until_s == now);
      RC_ASSERT(energy_j == soft(books[host].energy_j));
    }
  }));
}
