#include "sim/actors/recorder.hpp"

#include <algorithm>
#include <tuple>

namespace roundwatt {

Recorder::Recorder(const Fleet& fleet, const TraceChoice& detail, TraceWriter& trace)
    : detail_{detail},
      trace_{trace},
      totals_{fleet.hosts().size()},
      hosts_{fleet.metered_hosts(), [this](const HostEnergyRow& row) { take_interval(row); }},
      links_{fleet.dynamic_link_powers(), [this](const LinkEnergyRow& row) { trace_.append(row, row.end_s); }} {}

void Recorder::take_interval(const HostEnergyRow& row) {
  if (detail_.host_energy == HostEnergyDetail::intervals) {
    trace_.append(row, row.end_s);
  } else {
    totals_.add(row);
  }
}

void Recorder::record(const ParticipationRow& row, double now) {
  if (!detail_.participations) return;
  if (now > participations_instant_) write_participations(now);
  participations_instant_ = now;
  participations_.push_back(row);
}

void Recorder::write_participations(double now) {
  std::sort(participations_.begin(), participations_.end(), [](const ParticipationRow& a, const ParticipationRow& b) {
    return std::tie(a.round, a.edge_round, a.client) < std::tie(b.round, b.edge_round, b.client);
  });
  for (const ParticipationRow& row : participations_) trace_.append(row, now);
  participations_.clear();
}

void Recorder::record(const RoundRow& row, double now) {
  trace_.append(row, now);
  if (round_listener_ && row.level == 0) round_listener_(row, accuracy_);
}

void Recorder::record(const EvaluationRow& row, double now) {
  trace_.append(row, now);
  if (row.scope == EvaluationScope::global) accuracy_ = row.test_accuracy;
}

void Recorder::record(const TransferRow& row, double now) {
  if (detail_.transfers) trace_.append(row, now);
}

void Recorder::close_links_of(std::int32_t round, double now) {
  if (detail_.link_energy == LinkEnergyDetail::buckets) links_.close_round(round, now);
}

void Recorder::close_bucket(double now) {
  links_.cut(now);
  if (detail_.host_energy == HostEnergyDetail::totals) {
    hosts_.cut(now);
    totals_.close_bucket(bucket_start_, now, [this](const HostTotalRow& row) { trace_.append(row, row.end_s); });
  }
  bucket_start_ = now;
}

void Recorder::finish(double now) {
  hosts_.cut(now);
  close_bucket(now);
  write_participations(now);
}

}  // namespace roundwatt
