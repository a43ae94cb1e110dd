#include <fmt/format.h>

#include <map>
#include <vector>

#include "sim/trace/round_check.hpp"

namespace roundwatt {

namespace {

/// Payload by round, and what links carried of it.
class CarriedBytesCheck {
 public:
  CarriedBytesCheck(const TraceReader& trace, ViolationList& violations)
      : trace_{trace}, violations_{violations}, links_{trace.read_all<LinkRow>()} {}

  void run() {
    add_sent();
    add_carried();
    for (const auto& [key, bytes] : carried_) check_bound(key, bytes);
    for (const auto& [round, bytes] : sent_) check_reached(round, bytes);
  }

 private:
  struct Key {
    std::int32_t round, link;
    auto operator<=>(const Key&) const = default;
  };

  /// With totals, links do not tell rounds apart: everything is then compared as round -1.
  std::int32_t round_of(std::int32_t round) const { return links_tell_rounds_ ? round : -1; }

  void add_sent() {
    trace_.for_each<LinkEnergyRow>([this](const LinkEnergyRow& row) { links_tell_rounds_ |= row.round >= 0; });
    trace_.for_each<RoundRow>([this](const RoundRow& row) { sent_[round_of(row.round)] += row.bytes_down + row.bytes_up; });
    trace_.for_each<TransferRow>([this](const TransferRow& row) {
      if (row.source != row.destination) sent_[round_of(row.round)] += row.bytes;
    });
  }

  void add_carried() {
    trace_.for_each<LinkEnergyRow>([this](const LinkEnergyRow& row) {
      carried_[{row.round, row.link}] += row.bytes;
      carried_by_any_[row.round] += row.bytes;
    });
  }

  void check_bound(const Key& key, double bytes) {
    if (key.round < 0 && trace_.count<TransferRow>() == 0) return;  // they may have been left out
    if (leaves_out_transfers(trace_)) return;
    const LinkRow& link = links_[static_cast<std::size_t>(key.link)];
    // Traces of format 1.4 and before do not say; from station to station there are two.
    const int before = link.kind == LinkKind::access_point ? 2 : 1;
    const double bound = (link.crossings > 0 ? link.crossings : before) * sent_[key.round];
    if (bytes <= bound * (1 + relative_tolerance) + 1e-6) return;
    violated(fmt::format("at most {} bytes of round {} on link {}, what its flows sent", bound, key.round, link.name),
             fmt::format("{}", bytes));
  }

  void check_reached(std::int32_t round, double bytes) {
    const double carried = carried_by_any_[round];
    if (links_.empty() || carried * (1 + relative_tolerance) + 1e-6 >= bytes) return;
    violated(fmt::format("at least {} bytes of round {} on all links together, what its flows sent", bytes, round),
             fmt::format("{}", carried));
  }

  void violated(std::string expected, std::string found) {
    violations_.add(schema<LinkEnergyRow>().group, -1, std::move(expected), std::move(found));
  }

  static constexpr double relative_tolerance = 1e-6;  ///< bytes on links are rates summed up over time

  const TraceReader& trace_;
  ViolationList& violations_;
  std::vector<LinkRow> links_;
  std::map<std::int32_t, double> sent_, carried_by_any_;
  std::map<Key, double> carried_;
  bool links_tell_rounds_ = false;
};

}  // namespace

bool leaves_out_transfers(const TraceReader& trace) {
  const bool said = trace.header().scenario_yaml.find("transfers: false") != std::string::npos;
  return said && trace.count<TransferRow>() == 0;
}

void check_carried_bytes(const TraceReader& trace, ViolationList& violations) { CarriedBytesCheck{trace, violations}.run(); }

}  // namespace roundwatt
