#include <rapidcheck.h>

#include <array>
#include <set>

#include "sim/energy/link_meter.hpp"
#include "tests/soft.hpp"

using namespace roundwatt;

namespace {

constexpr std::size_t link_count = 3;

/// A flow in the air.
struct Flow {
  Route route;
  std::int32_t round = 0;
};

/// What one link has done, kept apart from the meter.
struct Bookkeeping {
  double bytes = 0, airtime_s = 0, busy_s = 0;
};

Route arbitrary_route() {
  Route route;
  for (int hops = *rc::gen::inRange(1, 4); hops > 0; --hops) {
    route.push_back({LinkId{*rc::gen::inRange<std::size_t>(0, link_count)}, *rc::gen::inRange(1, 9) / 64.0});
  }
  return route;
}

/// A meter under random traffic, with books beside it.
class Traffic {
 public:
  void pass(double seconds) {
    std::set<std::size_t> in_use;
    for (const Flow& flow : flows_) {
      for (const Hop& hop : flow.route) in_use.insert(hop.link.index());
    }
    for (const std::size_t link : in_use) books_[link].busy_s += seconds;
    now_ += seconds;
  }

  void begin() {
    flows_.push_back({arbitrary_route(), *rc::gen::inRange(1, 4)});
    meter_.begin_flow(flows_.back().route, flows_.back().round, now_);
  }

  void carry(const Flow& flow) {
    const double bytes = *rc::gen::inRange(0, 100);
    meter_.carry(flow.route, flow.round, bytes);
    for (const Hop& hop : flow.route) {
      books_[hop.link.index()].bytes += bytes;
      books_[hop.link.index()].airtime_s += bytes * hop.airtime_per_byte;
    }
  }

  void end_one() {
    if (flows_.empty()) return;
    const auto at = *rc::gen::inRange<std::size_t>(0, flows_.size());
    const Flow flow = flows_[at];
    flows_.erase(flows_.begin() + static_cast<std::ptrdiff_t>(at));
    meter_.end_flow(flow.route, flow.round, now_);
  }

  /// Bytes cross in time only: all flows carry, then a bucket may end.
  void carry_all() {
    for (const Flow& flow : flows_) carry(flow);
  }
  void cut() { meter_.cut(now_); }

  void check() const {
    std::array<Bookkeeping, link_count> found;
    for (const LinkEnergyRow& row : rows_) {
      Bookkeeping& link = found[static_cast<std::size_t>(row.link)];
      link.bytes += row.bytes;
      link.airtime_s += row.airtime_s;
      link.busy_s += row.busy_s;
      RC_ASSERT(row.end_s > row.start_s);
      RC_ASSERT(row.busy_s <= (row.end_s - row.start_s) * (1 + 1e-12));
      RC_ASSERT(row.energy_j == soft(dynamic_w * row.airtime_s));
    }
    for (std::size_t i = 0; i < link_count; ++i) {
      RC_ASSERT(found[i].bytes == soft(books_[i].bytes));
      RC_ASSERT(found[i].airtime_s == soft(books_[i].airtime_s));
      RC_ASSERT(found[i].busy_s == soft(books_[i].busy_s));
    }
  }

 private:
  static constexpr double dynamic_w = 3;

  std::vector<LinkEnergyRow> rows_;
  LinkMeter meter_{std::vector<Watts>(link_count, Watts{dynamic_w}),
                   [this](const LinkEnergyRow& row) { rows_.push_back(row); }};
  std::vector<Flow> flows_;
  std::array<Bookkeeping, link_count> books_{};
  double now_ = 0;
};

}  // namespace

TEST_CASE("bytes, airtime and busy time are conserved, wherever buckets cut") {
  CHECK(rc::check("random flows of three rounds over three links", [] {
    Traffic traffic;
    for (int step = *rc::gen::inRange(0, 50); step > 0; --step) {
      switch (*rc::gen::inRange(0, 4)) {
        case 0:
          traffic.begin();
          break;
        case 1:
          traffic.pass(*rc::gen::inRange(1, 9) / 4.0);
          traffic.carry_all();
          break;
        case 2:
          traffic.end_one();
          break;
        default:
          traffic.cut();
      }
    }
    traffic.pass(1);
    traffic.carry_all();
    traffic.cut();
    traffic.check();
  }));
}
