#include "analysis/report/carbon_report.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <map>
#include <optional>

#include "analysis/carbon/embodied.hpp"
#include "analysis/energy/boundary_rule.hpp"
#include "sim/base/unit.hpp"

namespace roundwatt {

namespace {

constexpr std::size_t rounds_shown = 12;

/// "0.01" or "0.01 to 1": what the platform says, or its default of 1, must not stay unseen.
template <class Rows, class Share>
std::string share_range(const Rows& rows, const Share& share_of) {
  double least = 1, most = 0;
  for (const auto& row : rows) {
    const std::optional<double> share = share_of(row);
    if (!share) continue;
    least = std::min(least, *share);
    most = std::max(most, *share);
  }
  if (most < least) return "none";
  return least == most ? number_text(most) : fmt::format("{} to {}", number_text(least), number_text(most));
}

std::string shares_in_words(const EnergyLedger& energy) {
  const auto of_server = [](const HostRow& host) {
    return host.kind == HostKind::device ? std::nullopt : std::optional{host.reserved_share};
  };
  const auto of_link = [](const LinkRow& link) { return std::optional{link.router_share}; };
  return fmt::format("reserved_share of servers {}; router_share of links {}", share_range(energy.hosts(), of_server),
                     share_range(energy.links(), of_link));
}

std::string network_in_words(NetworkCost network) {
  if (!network.kwh_per_gb) return "by the power of links and their use";
  return fmt::format("by volume, {} kWh/GB instead of the power of links", number_text(*network.kwh_per_gb));
}

std::string embodied_in_words(const EnergyLedger& energy) {
  if (energy.boundary() == Boundary::incremental) return "not counted: the equipment is there anyway";
  const EmbodiedCoverage coverage = embodied_coverage(energy);
  const std::string missing =
      coverage.missing.empty() ? "" : fmt::format("not counted of {} (no embodied_kg)", coverage.missing);
  if (coverage.counted.empty()) return missing;
  return fmt::format("by time in use of {}{}{}", coverage.counted, missing.empty() ? "" : "; ", missing);
}

std::vector<ReportFact> facts(const EnergyLedger& energy) {
  const TraceHeader& header = energy.trace().header();
  return {{{"file", "file"}, energy.trace().file()},
          {{"mode", "mode"}, header.mode},
          {{"start_utc", "start"}, header.start_utc},
          {{"duration_s", "time", Measure::seconds}, header.end_s},
          {{"end_reason", "ended by"}, header.complete ? header.end_reason : "cut off"},
          {{"boundary", "boundary"}, boundary_name(energy.boundary())},
          {{"boundary_in_words", "counted"}, boundary_in_words(energy.boundary())},
          {{"shares", "shares"}, shares_in_words(energy)},
          {{"network", "network"}, network_in_words(energy.network())},
          {{"embodied", "embodied carbon"}, embodied_in_words(energy)}};
}

/// Whether the making of any equipment that the boundary counts is known; of the incremental one none counts.
bool knows_embodied(const EnergyLedger& energy) {
  const EmbodiedCoverage coverage = embodied_coverage(energy);
  return coverage.missing.empty() || !coverage.counted.empty();
}

/// No figure is no 0.
ReportValue embodied_value(const EnergyLedger& energy, double grams) {
  return knows_embodied(energy) ? ReportValue{grams} : ReportValue{};
}

ReportTable totals(const EnergyLedger& energy, const std::vector<CarbonLedger>& ledgers) {
  ReportTable table{"total",
                    "Total",
                    {{"grid", "grid"},
                     {"it_energy_j", "IT energy", Measure::joules},
                     {"meter_energy_j", "at the meter", Measure::joules},
                     {"co2e_g", "CO2e", Measure::grams},
                     {"embodied_g", "embodied", Measure::grams, "not known"},
                     {"ratio", "ratio to as run", Measure::factor}},
                    {},
                    "",
                    SIZE_MAX};
  for (const CarbonLedger& ledger : ledgers) {
    table.rows.push_back({ledger.grid, ledger.total.it_j, ledger.total.meter_j, ledger.total.grams,
                          embodied_value(energy, ledger.total.embodied_g), ledger.total.grams / ledgers.front().total.grams});
  }
  return table;
}

ReportValue text_or_nothing(const std::string& text) { return text.empty() ? ReportValue{} : ReportValue{text}; }

ReportTable factors(const std::vector<CarbonLedger>& ledgers) {
  ReportTable table{"factors",
                    "Factors",
                    {{"grid", "grid"},
                     {"site", "site"},
                     {"grid_zone", "zone"},
                     {"g_per_kwh", "intensity", Measure::g_per_kwh},
                     {"year", "year"},
                     {"kind", "kind"},
                     {"accounting", "accounting"},
                     {"flow", "flow"},
                     {"source", "from"},
                     {"pue", "PUE", Measure::factor}},
                    {},
                    "",
                    SIZE_MAX};
  for (const CarbonLedger& ledger : ledgers) {
    for (const SiteFactors& site : ledger.factors) {
      if (&ledger != &ledgers.front() && !site.grid.moved) continue;
      const GridSignal& signal = *site.grid.signal;
      const double intensity = signal.is_constant() ? signal.steps().steps().front().value : site.mean_g_per_kwh();
      table.rows.push_back({ledger.grid, site.site, signal.zone(), intensity, number_or_text(signal.years().text()),
                            grid_kind_name(signal.kind()), text_or_nothing(grid_accounting_name(signal.origin().accounting)),
                            text_or_nothing(grid_flow_name(signal.origin().flow)), site.grid.table, site.pue});
    }
  }
  return table;
}

/// What the software carbon intensity of a run has in it.
std::string covered_by_score(const EnergyLedger& energy) {
  const EmbodiedCoverage coverage = embodied_coverage(energy);
  if (energy.boundary() == Boundary::incremental) return "energy above idle";
  if (coverage.missing.empty()) return "energy and embodied";
  return coverage.counted.empty() ? "energy alone" : "energy and part of the embodied";
}

/// Software carbon intensity, energy and equipment together, as far as the latter is known.
ReportTable scores(const EnergyLedger& energy, const std::vector<CarbonLedger>& ledgers) {
  const std::string covered = covered_by_score(energy);
  const bool is_whole = covered == "energy and embodied";
  ReportTable table{"sci",
                    is_whole ? "Software carbon intensity (SCI)" : "Software carbon intensity (SCI), incomplete",
                    {{"grid", "grid"},
                     {"unit", "per"},
                     {"units", "of them", Measure::factor},
                     {"sci_g_per_unit", "SCI", Measure::grams},
                     {"covers", "covers"}},
                    {},
                    "",
                    SIZE_MAX};
  for (const CarbonLedger& ledger : ledgers) {
    for (const CarbonIntensityScore& score :
         carbon_intensity_scores(energy.trace(), ledger.total.grams + ledger.total.embodied_g)) {
      table.rows.push_back({ledger.grid, score.unit, score.units, score.grams, covered});
    }
  }
  return table;
}

bool has_many_rows(const CarbonBreakdown& breakdown) {
  return std::any_of(breakdown.by.begin(), breakdown.by.end(),
                     [](const std::string& by) { return by == "round" || by == "client"; });
}

/// The parts of one breakdown as run, with a column of grams for each other grid.
ReportTable breakdown(const EnergyLedger& energy, const std::vector<CarbonLedger>& ledgers, std::size_t at) {
  const CarbonBreakdown& as_run = ledgers.front().breakdowns[at];
  ReportTable table{fmt::format("by_{}", fmt::join(as_run.by, "_")),
                    fmt::format("By {}", fmt::join(as_run.by, " and ")),
                    {},
                    {},
                    as_run.impossible.empty() ? "" : fmt::format("not possible, {}", as_run.impossible),
                    has_many_rows(as_run) ? rounds_shown : SIZE_MAX};
  for (const std::string& by : as_run.by) table.columns.push_back({by, by});
  for (const ReportColumn& column : {ReportColumn{"it_energy_j", "IT energy", Measure::joules},
                                     {"meter_energy_j", "at the meter", Measure::joules},
                                     {"co2e_g", "CO2e", Measure::grams},
                                     {"embodied_g", "embodied", Measure::grams, "not known"},
                                     {"share", "share", Measure::share}}) {
    table.columns.push_back(column);
  }
  for (auto ledger = ledgers.begin() + 1; ledger != ledgers.end(); ++ledger) {
    table.columns.push_back({fmt::format("co2e_g_{}", ledger->grid), fmt::format("CO2e if {}", ledger->grid), Measure::grams});
  }
  for (std::size_t part = 0; part < as_run.parts.size(); ++part) {
    const CarbonAmount& amount = as_run.parts[part].amount;
    std::vector<ReportValue> row;
    for (std::size_t i = 0; i < as_run.by.size(); ++i) {
      const bool is_numbered = as_run.by[i] == "round" || as_run.by[i] == "client";
      const std::string& name = as_run.parts[part].names[i];
      row.push_back(is_numbered ? number_or_text(name) : ReportValue{name});
    }
    for (const double value : {amount.it_j, amount.meter_j, amount.grams}) row.emplace_back(value);
    row.push_back(embodied_value(energy, amount.embodied_g));
    row.emplace_back(amount.grams / ledgers.front().total.grams);
    for (auto ledger = ledgers.begin() + 1; ledger != ledgers.end(); ++ledger) {
      row.emplace_back(ledger->breakdowns[at].parts[part].amount.grams);
    }
    table.rows.push_back(std::move(row));
  }
  return table;
}

}  // namespace

std::vector<std::string> incomplete_mark(const TraceHeader& header) {
  if (header.complete) return {};
  return {fmt::format("INCOMPLETE: the run was cut off; these are the first {} of it", human_duration(header.end_s))};
}

ReportSection carbon_section(const EnergyLedger& energy, const std::vector<CarbonLedger>& ledgers, Schedule schedule) {
  const TraceHeader& header = energy.trace().header();
  ReportSection section{header.name,
                        incomplete_mark(header),
                        facts(energy),
                        {totals(energy, ledgers), scores(energy, ledgers), factors(ledgers)},
                        {}};
  if (schedule == Schedule::frozen && !header.depends_on.empty()) {
    section.marks.push_back(
        fmt::format("FROZEN SCHEDULE: the run looked at the grid through {}; on another grid it would not have done "
                    "the same",
                    header.depends_on));
  }
  for (std::size_t at = 0; at < ledgers.front().breakdowns.size(); ++at)
    section.tables.push_back(breakdown(energy, ledgers, at));
  for (const CarbonLedger& ledger : ledgers) {
    for (const std::string& note : ledger.notes) {
      if (std::find(section.warnings.begin(), section.warnings.end(), note) == section.warnings.end()) {
        section.warnings.push_back(note);
      }
    }
  }
  return section;
}

}  // namespace roundwatt
