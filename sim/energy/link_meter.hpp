#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <vector>

#include "sim/base/id.hpp"
#include "sim/base/quantity.hpp"
#include "sim/trace/records.hpp"

namespace roundwatt {

/// One link of a route, as the meter charges it.
struct Hop {
  LinkId link;
  double airtime_per_byte = 0;  ///< s/byte: 1 / nominal rate of the flow on this link, half of it on a split-duplex link
};

/// The links from one host to another; a link may stand twice (two stations of one access point).
using Route = std::vector<Hop>;

/// Charges links by airtime (docs/methods/energy.md): what each carried for each round within each UTC bucket. Calls come in
/// the order of simulated time. A flow belongs to its route's links from its start, latency included, to its end.
class LinkMeter {
 public:
  using RowSink = std::function<void(const LinkEnergyRow&)>;
  /// Told when a link begins (true) or ends being in use, with the instant.
  using UseListener = std::function<void(LinkId, bool, double)>;
  /// Told of dynamic energy when it is charged.
  using CarryListener = std::function<void(LinkId, Joules)>;

  /// \p dynamic_power of each link: busy_w - idle_w.
  LinkMeter(std::vector<Watts> dynamic_power, RowSink sink);

  void listen(UseListener on_use, CarryListener on_carry) {
    use_listener_ = std::move(on_use);
    carry_listener_ = std::move(on_carry);
  }

  void begin_flow(const Route& route, std::int32_t round, double now);
  /// Adds \p bytes that have left the sender since the last call for this flow.
  void carry(const Route& route, std::int32_t round, double bytes);
  void end_flow(const Route& route, std::int32_t round, double now);

  /// No flow of \p round will begin any more: its rows are closed.
  void close_round(std::int32_t round, double now);
  /// Closes all rows at \p now, a bucket's end; flows in the air go on in new ones. Call carry() for them first.
  void cut(double now);

 private:
  struct OpenRow {
    LinkEnergyRow row;
    std::int32_t flows = 0;
  };
  struct Link {
    std::vector<OpenRow> rows;  ///< few: one for each round that is under way
    std::int32_t rounds_in_use = 0;
    double since = 0;  ///< up to when busy_s is shared out
  };

  OpenRow& row_of(LinkId link, std::int32_t round, double now);
  static OpenRow* find(Link& link, std::int32_t round);
  static void share_time(Link& link, double now);
  void emit(LinkId link, OpenRow& open);

  std::vector<Watts> dynamic_power_;
  std::vector<Link> links_;
  std::map<std::int32_t, std::vector<LinkId>> links_of_round_;
  RowSink sink_;
  UseListener use_listener_;
  CarryListener carry_listener_;
};

}  // namespace roundwatt
