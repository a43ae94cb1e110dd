#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <map>
#include <string_view>

#include "sim/trace/round_check.hpp"

namespace roundwatt {

namespace {

/// Peers know of themselves when they have done a step, and send beside their training.
bool has_peers(const TraceReader& trace) { return trace.header().mode == "gossip"; }

bool is_outer(const char* column) { return column == std::string_view{"selected_s"} || column == std::string_view{"end_s"}; }

bool is_of_upload(const char* column) { return std::string_view{column}.starts_with("upload"); }

struct Instant {
  const char* column;
  double ParticipationRow::*member;
};

constexpr std::array instants{Instant{"selected_s", &ParticipationRow::selected_s},
                              Instant{"download_start_s", &ParticipationRow::download_start_s},
                              Instant{"download_end_s", &ParticipationRow::download_end_s},
                              Instant{"train_start_s", &ParticipationRow::train_start_s},
                              Instant{"train_end_s", &ParticipationRow::train_end_s},
                              Instant{"upload_start_s", &ParticipationRow::upload_start_s},
                              Instant{"upload_end_s", &ParticipationRow::upload_end_s},
                              Instant{"end_s", &ParticipationRow::end_s}};

/// The first span that ends after \p time_s.
auto first_ending_after(const std::vector<TimeSpan>& spans, double time_s) {
  return std::upper_bound(spans.begin(), spans.end(), time_s,
                          [](double time, const TimeSpan& span) { return time < span.end_s; });
}

bool covers(const std::vector<TimeSpan>& spans, const TimeSpan& inner) {
  const auto span = first_ending_after(spans, inner.start_s);
  return span != spans.end() && nearly_at_most(span->start_s, inner.start_s) && nearly_at_most(inner.end_s, span->end_s);
}

bool overlaps(const std::vector<TimeSpan>& spans, const TimeSpan& other) {
  const auto span = first_ending_after(spans, other.start_s);
  return span != spans.end() && !nearly_at_most(other.end_s, span->start_s);
}

class ParticipationCheck {
 public:
  ParticipationCheck(const TraceReader& trace, const std::vector<HostHistory>& histories, ViolationList& violations)
      : trace_{trace}, histories_{histories}, violations_{violations} {
    trace.for_each<RoundRow>([this](const RoundRow& row) { rounds_[key_of(row, row.round)] = {row.closed_s, row.end_s}; });
  }

  void run() {
    trace_.for_each<ParticipationRow>([this](const ParticipationRow& row) {
      check_times(row);
      check_order(row);
      check_bytes(row);
      if (!histories_.empty()) check_host(row, histories_[static_cast<std::size_t>(row.host)]);
      ++row_number_;
    });
  }

 private:
  /// \p round, or the edge round of it.
  template <class Row>
  static std::array<std::int32_t, 3> key_of(const Row& row, std::int32_t round) {
    return {round, row.edge_round, row.edge_round > 0 ? row.aggregator : -1};
  }

  void check_times(const ParticipationRow& row) {
    if (has_peers(trace_)) {
      check_order_of(row, [](const Instant& one) { return !is_of_upload(one.column); });
      check_order_of(row, [](const Instant& one) { return is_of_upload(one.column) || is_outer(one.column); });
    } else {
      check_order_of(row, [](const Instant&) { return true; });
    }
    if (!(row.end_s <= trace_.header().end_s)) {
      violated(fmt::format("end_s at most {}, the end of the run", trace_.header().end_s), fmt::format("{}", row.end_s));
    }
    const bool arrived = row.outcome == Outcome::aggregated || row.outcome == Outcome::late || row.outcome == Outcome::dropped;
    if (arrived && std::isnan(row.upload_end_s)) {
      violated(fmt::format("upload_end_s of a participation that is {}", flag_name(row.outcome)), "NaN");
    }
  }

  template <class Is>
  void check_order_of(const ParticipationRow& row, const Is& is_checked) {
    const Instant* before = nullptr;
    for (const Instant& instant : instants) {
      const double time_s = row.*instant.member;
      if (std::isnan(time_s) || !is_checked(instant)) continue;
      if (before != nullptr && time_s < row.*before->member) {
        violated(fmt::format("{} at least {} = {}", instant.column, before->column, row.*before->member),
                 fmt::format("{}", time_s));
      }
      before = &instant;
    }
  }

  /// A row is closed when its outcome is known: at its end, but an update that is used only when it was aggregated, between
  /// closed_s and end_s of the round that merged it: its own, or as many later as it is stale. One that was dropped may have
  /// waited in vain until the end of the run.
  void check_order(const ParticipationRow& row) {
    const auto round = rounds_.find(key_of(row, row.edge_round > 0 ? row.round : row.round + row.staleness));
    double closed_after_s = row.end_s;
    double closed_before_s = row.end_s;
    if (row.outcome == Outcome::dropped) closed_before_s = trace_.header().end_s;
    if (row.outcome == Outcome::aggregated && !has_peers(trace_)) {
      const bool known = round != rounds_.end();
      closed_before_s = known ? std::max(row.end_s, round->second.end_s) : trace_.header().end_s;
      if (known) closed_after_s = std::max(row.end_s, round->second.start_s);
    }
    if (closed_before_s < latest_closed_s_) {
      violated(fmt::format("rows in the order in which outcomes were known, at least {} s", latest_closed_s_),
               fmt::format("{} s", closed_before_s));
    }
    latest_closed_s_ = std::max(latest_closed_s_, closed_after_s);
  }

  void check_bytes(const ParticipationRow& row) {
    if (row.bytes_down >= 0 && row.bytes_up >= 0 && row.bytes_lost >= 0 &&
        nearly_at_most(row.bytes_lost, row.bytes_down + row.bytes_up)) {
      return;
    }
    violated(fmt::format("bytes_lost from 0 to bytes_down + bytes_up = {}", row.bytes_down + row.bytes_up),
             fmt::format("{}", row.bytes_lost));
  }

  void check_host(const ParticipationRow& row, const HostHistory& history) {
    const TimeSpan train{row.train_start_s, row.train_end_s};
    if (train.end_s > train.start_s && !covers(history.train, train)) {
      violated("training inside the host's train intervals", fmt::format("from {} to {} s", train.start_s, train.end_s));
    }
    for (const TimeSpan& transfer :
         {TimeSpan{row.download_start_s, row.download_end_s}, {row.upload_start_s, row.upload_end_s}}) {
      if (transfer.end_s > transfer.start_s && overlaps(history.off, transfer)) {
        violated("no transfer while the host is off", fmt::format("from {} to {} s", transfer.start_s, transfer.end_s));
      }
    }
  }

  void violated(std::string expected, std::string found) {
    violations_.add(schema<ParticipationRow>().group, row_number_, std::move(expected), std::move(found));
  }

  const TraceReader& trace_;
  const std::vector<HostHistory>& histories_;
  ViolationList& violations_;
  std::int64_t row_number_ = 0;
  std::map<std::array<std::int32_t, 3>, TimeSpan> rounds_;  ///< from closed_s to end_s
  double latest_closed_s_ = 0;
};

}  // namespace

void check_participations(const TraceReader& trace, const std::vector<HostHistory>& histories, ViolationList& violations) {
  ParticipationCheck{trace, histories, violations}.run();
}

}  // namespace roundwatt
