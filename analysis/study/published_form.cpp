#include "analysis/study/published_form.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <cmath>
#include <set>

#include "analysis/carbon/carbon_meter.hpp"
#include "sim/base/error.hpp"
#include "sim/grid/yearly_intensity.hpp"

namespace roundwatt {

namespace {

bool is_training(const EnergyItem& item) {
  return item.activity.host_activity == Activity::train || item.activity.host_activity == Activity::encode;
}

bool is_at_rest(const EnergyItem& item) {
  return item.activity.host_activity == Activity::idle || item.activity.host_activity == Activity::off;
}

/// Adds up the published form. Grams are those of the grid at the time, as in our own.
class PublishedSum {
 public:
  PublishedSum(const EnergyLedger& energy, const GridAssignment& grids, const PublishedFormInputs& inputs)
      : energy_{&energy},
        grids_{&grids},
        inputs_{&inputs},
        start_{parse_utc(energy.trace().header().start_utc).value()},
        is_centralized_{energy.trace().header().mode == "centralized"} {}

  /// Power x time: of the server in its data centre, or of devices while they train.
  void add(const EnergyItem& item) {
    if (item.host < 0 || is_at_rest(item)) return;
    const bool is_device = energy_->host_at(item.host).kind == HostKind::device;
    if (is_centralized_ == is_device || (!is_centralized_ && !is_training(item))) return;
    const double pue = is_centralized_ ? energy_->sites()[static_cast<std::size_t>(item.site)].pue : 1;
    grams.training += grams_at(item.site, item.start_s, item.end_s, item.it_j * pue);
  }

  /// Bytes / rate x (router + idle device), either way.
  void add(const ParticipationRow& row) {
    const HostRow& host = energy_->host_at(row.host);
    if (host.kind != HostKind::device) return;
    const LineRates& line =
        inputs_->lines.at(yearly_intensity().canonical_zone(energy_->sites()[static_cast<std::size_t>(host.site)].grid_zone));
    const double power = inputs_->router_w + host.idle_w;
    const double down_s = row.bytes_down / line.down_byte_s, up_s = row.bytes_up / line.up_byte_s;
    grams.communication +=
        grams_at(host.site, begin_or(row.download_start_s, row), end_or(row.download_end_s, row), power * down_s) +
        grams_at(host.site, begin_or(row.upload_start_s, row), end_or(row.upload_end_s, row), power * up_s);
  }

  FormGrams grams;

 private:
  static double begin_or(double start_s, const ParticipationRow& row) { return std::isnan(start_s) ? row.selected_s : start_s; }
  static double end_or(double end_s, const ParticipationRow& row) { return std::isnan(end_s) ? row.end_s : end_s; }

  double grams_at(std::int32_t site, double from_s, double to_s, double joules) const {
    const GridSignal& signal = *grids_->sites[static_cast<std::size_t>(site)].signal;
    return (Joules{joules} * signal.mean({start_.epoch_s + from_s}, {start_.epoch_s + to_s})).value();
  }

  const EnergyLedger* energy_;
  const GridAssignment* grids_;
  const PublishedFormInputs* inputs_;
  UtcTime start_;
  bool is_centralized_;
};

void require_lines(const EnergyLedger& energy, const PublishedFormInputs& inputs) {
  std::set<std::string> missing;
  for (const HostRow& host : energy.hosts()) {
    const std::string& zone = energy.sites()[static_cast<std::size_t>(host.site)].grid_zone;
    if (host.kind == HostKind::device && !inputs.lines.contains(yearly_intensity().canonical_zone(zone))) missing.insert(zone);
  }
  if (missing.empty()) return;
  throw UserError{std::vector{Problem{
      energy.trace().file(), 0,
      fmt::format("has devices in {}: the published form needs the rates of their lines, such as --line {}=224Mbps:114Mbps.",
                  fmt::join(missing, ", "), *missing.begin())}}};
}

}  // namespace

FormGrams published_form(const TraceReader& trace, const GridChoice& choice, const PublishedFormInputs& inputs) {
  const EnergyLedger energy{trace, Boundary::fleet};
  const GridAssignment grids = assign_grids(energy, choice);
  PublishedSum sum{energy, grids, inputs};
  if (trace.header().mode != "centralized") {
    require_lines(energy, inputs);
    if (!trace.has<ParticipationRow>() || trace.count<ParticipationRow>() == 0) {
      throw UserError{std::vector{Problem{trace.file(), 0,
                                          "has no participations: the bytes of the published form are not known. "
                                          "Simulate again with trace.participations: true."}}};
    }
    trace.for_each<ParticipationRow>([&](const ParticipationRow& row) { sum.add(row); });
  }
  energy.for_each([&](const EnergyItem& item) {
    if (item.source != EnergySource::embodied) sum.add(item);
  });
  return sum.grams;
}

FormGrams own_form(const EnergyLedger& energy, const GridAssignment& grids) {
  const CarbonMeter meter{energy, grids};
  const bool is_centralized = energy.trace().header().mode == "centralized";
  FormGrams sum;
  energy.for_each([&](const EnergyItem& item) {
    if (item.source == EnergySource::embodied) return;
    const double grams = meter.of(item).grams;
    const bool of_server = item.host >= 0 && energy.host_at(item.host).kind != HostKind::device;
    if (of_server && !is_centralized) {
      sum.server += grams;
    } else if (of_server || (item.host >= 0 && is_training(item))) {
      sum.training += grams;
    } else {
      sum.communication += grams;
    }
  });
  return sum;
}

}  // namespace roundwatt
