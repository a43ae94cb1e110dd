#include "sim/trace/link_check.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <map>
#include <vector>

#include "sim/base/calendar.hpp"

namespace roundwatt {

namespace {

class LinkCheck {
 public:
  LinkCheck(const TraceReader& trace, ViolationList& violations)
      : trace_{trace},
        violations_{violations},
        links_{trace.read_all<LinkRow>()},
        busy_s_(links_.size()),
        start_epoch_s_{parse_utc(trace.header().start_utc).value_or(UtcTime{}).epoch_s} {}

  void run() {
    trace_.for_each<LinkEnergyRow>([this](const LinkEnergyRow& row) {
      check_bucket(row);
      check_times(row);
      check_energy(row);
      ++row_number_;
    });
    close_bucket();
    row_number_ = -1;
    for (std::size_t i = 0; i < links_.size(); ++i) {
      if (!nearly_at_most(busy_s_[i], trace_.header().end_s)) {
        violated(fmt::format("busy_s of link {} at most {} s, the length of the run", links_[i].name, trace_.header().end_s),
                 fmt::format("{} s", busy_s_[i]));
      }
    }
  }

 private:
  /// What one link did in the bucket in hand. Rounds share busy time equally, whatever their airtime: only the sums compare.
  struct BucketSums {
    double airtime_s = 0, busy_s = 0;
  };

  const LinkRow& link_of(const LinkEnergyRow& row) const { return links_[static_cast<std::size_t>(row.link)]; }

  /// Covers the rounding of seconds since 1970.
  static constexpr double microsecond = 1e-6;

  /// Number of the UTC bucket of an instant.
  double bucket_of(double time_s) const {
    return std::floor((start_epoch_s_ + time_s + microsecond) / trace_.header().bucket_s);
  }

  void check_bucket(const LinkEnergyRow& row) {
    const double bucket = bucket_of(row.start_s);
    if (bucket < bucket_) violated("rows in the order of their UTC buckets", fmt::format("a row from {} s", row.start_s));
    if (bucket > bucket_) close_bucket();
    bucket_ = std::max(bucket, bucket_);
    const double bucket_end_s = (bucket + 1) * trace_.header().bucket_s - start_epoch_s_;
    if (!nearly_at_most(row.end_s, bucket_end_s + microsecond)) {
      violated(fmt::format("end_s at most {}, the end of its UTC bucket", bucket_end_s), fmt::format("{}", row.end_s));
    }
    BucketSums& sums = sums_[row.link];
    sums.airtime_s += row.airtime_s;
    sums.busy_s += row.busy_s;
  }

  void close_bucket() {
    for (const auto& [link_row, sums] : sums_) {
      const LinkRow& link = links_[static_cast<std::size_t>(link_row)];
      busy_s_[static_cast<std::size_t>(link_row)] += sums.busy_s;
      // Airtime is at the nominal rate, which a profile may exceed.
      const double most = sums.busy_s * std::max(1.0, link.peak_byte_s / link.bandwidth_byte_s);
      if (link.duplex == Duplex::fatpipe || nearly_at_most(sums.airtime_s, most)) continue;
      violations_.add(
          schema<LinkEnergyRow>().group, -1,
          fmt::format("airtime_s of link {} at most {} s in each bucket: its busy_s, times its peak over its nominal "
                      "rate",
                      link.name, most),
          fmt::format("{} s", sums.airtime_s));
    }
    sums_.clear();
  }

  void check_times(const LinkEnergyRow& row) {
    if (!(row.start_s <= row.end_s)) violated("start_s at most end_s", fmt::format("{} and {}", row.start_s, row.end_s));
    if (!nearly_at_most(row.busy_s, row.end_s - row.start_s)) {
      violated(fmt::format("busy_s at most end_s - start_s = {}", row.end_s - row.start_s), fmt::format("{}", row.busy_s));
    }
    if (!nearly_at_most(row.end_s, trace_.header().end_s)) {
      violated(fmt::format("end_s at most {}, the end of the run", trace_.header().end_s), fmt::format("{}", row.end_s));
    }
  }

  void check_energy(const LinkEnergyRow& row) {
    const double expected = (link_of(row).busy_w - link_of(row).idle_w) * row.airtime_s;
    if (nearly_equal(row.energy_j, expected)) return;
    violated(fmt::format("energy_j = {} J, (busy_w - idle_w) x airtime_s", expected), fmt::format("{} J", row.energy_j));
  }

  void violated(std::string expected, std::string found) {
    violations_.add(schema<LinkEnergyRow>().group, row_number_, std::move(expected), std::move(found));
  }

  const TraceReader& trace_;
  ViolationList& violations_;
  std::vector<LinkRow> links_;
  std::vector<double> busy_s_;
  std::map<std::int32_t, BucketSums> sums_;
  double start_epoch_s_;
  double bucket_ = -std::numeric_limits<double>::infinity();
  std::int64_t row_number_ = 0;
};

}  // namespace

void check_links(const TraceReader& trace, ViolationList& violations) { LinkCheck{trace, violations}.run(); }

}  // namespace roundwatt
