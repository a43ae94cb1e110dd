#include "analysis/report/info_report.hpp"

#include <cmath>
#include <map>
#include <optional>

#include "analysis/report/carbon_report.hpp"

namespace roundwatt {

namespace {

std::vector<ReportFact> facts(const TraceReader& trace) {
  const TraceHeader& header = trace.header();
  return {{{"file", "file"}, trace.file()},
          {{"complete", "complete"}, header.complete},
          {{"mode", "mode"}, header.mode},
          {{"start_utc", "start"}, header.start_utc},
          {{"duration_s", "time", Measure::seconds}, header.end_s},
          {{"end_reason", "ended by"}, header.complete ? header.end_reason : "cut off"},
          {{"seed", "seed"}, header.seed},
          {{"network_model", "network model"}, header.network_model},
          {{"depends_on", "used the grid through"}, header.depends_on.empty() ? "nothing" : header.depends_on},
          {{"platform_sha256", "platform SHA-256"}, header.platform_sha256},
          {{"format_version", "trace format"}, header.format_version},
          {{"program_version", "written by roundwatt"}, header.program_version},
          {{"git_commit", "commit"}, header.git_commit},
          {{"simgrid_version", "SimGrid"}, header.simgrid_version}};
}

template <class Row>
void add_table_count(const TraceReader& trace, ReportTable& table) {
  if (!trace.has<Row>()) return;
  table.rows.push_back({schema<Row>().group, static_cast<std::int64_t>(trace.count<Row>()), schema<Row>().row_is});
}

template <class... Rows>
ReportTable table_counts(const TraceReader& trace, std::tuple<Rows...>*) {
  ReportTable table{"tables", "Tables", {{"table", "table"}, {"rows", "rows", Measure::count}, {"row_is", "a row is"}},
                    {},       "",       SIZE_MAX};
  (add_table_count<Rows>(trace, table), ...);
  return table;
}

/// Hosts of one kind and model at one site.
struct HostGroup {
  std::int32_t site;
  HostKind kind;
  std::string model;
  auto operator<=>(const HostGroup&) const = default;
};

ReportTable hosts(const TraceReader& trace) {
  ReportTable table{"hosts",
                    "Hosts",
                    {{"site", "site"},
                     {"grid_zone", "zone"},
                     {"pue", "PUE", Measure::factor},
                     {"kind", "kind"},
                     {"model", "model"},
                     {"count", "number", Measure::count}},
                    {},
                    "none",
                    SIZE_MAX};
  const std::vector<SiteRow> sites = trace.read_all<SiteRow>();
  std::map<HostGroup, std::int64_t> groups;
  trace.for_each<HostRow>([&](const HostRow& host) { ++groups[{host.site, host.kind, host.model}]; });
  for (const auto& [group, count] : groups) {
    const bool known = group.site >= 0 && static_cast<std::size_t>(group.site) < sites.size();
    const SiteRow site = known ? sites[static_cast<std::size_t>(group.site)] : SiteRow{};
    table.rows.push_back({site.name, site.grid_zone, site.pue, flag_name(group.kind), group.model, count});
  }
  return table;
}

/// The last row of a table that the trace may have.
template <class Row>
std::optional<Row> last_row(const TraceReader& trace) {
  const std::uint64_t rows = trace.count<Row>();
  if (rows == 0) return std::nullopt;
  return trace.read<Row>(rows - 1, 1).front();
}

/// Figures that are known, one a row.
void add_figure(ReportTable& table, const std::string& name, double value) {
  if (!std::isnan(value)) table.rows.push_back({name, value});
}

void add_metrics(ReportTable& table, const LearningMetricsRow& row) {
  if (row.clients > 0) table.rows.push_back({"clients", std::int64_t{row.clients}});
  add_figure(table, "client_loss", row.client_loss);
  add_figure(table, "client_accuracy", row.client_accuracy);
  add_figure(table, "mean_accuracy", row.mean_accuracy);
  add_figure(table, "accuracy_variance", row.accuracy_variance);
  add_figure(table, "step_norm", row.step_norm);
  add_figure(table, "update_norm_mean", row.update_norm_mean);
  add_figure(table, "gradient_variance", row.gradient_variance);
  add_figure(table, "gradient_ratio", row.gradient_ratio);
}

ReportTable last_evaluation(const TraceReader& trace) {
  ReportTable table{"last_evaluation",
                    "Last evaluation",
                    {{"figure", "figure"}, {"value", "value", Measure::factor}},
                    {},
                    "none: the run knows no accuracy",
                    SIZE_MAX};
  const auto evaluation = last_row<EvaluationRow>(trace);
  if (!evaluation) return table;
  table.rows.push_back({"round", std::int64_t{evaluation->round}});
  add_figure(table, "train_loss", evaluation->train_loss);
  add_figure(table, "test_loss", evaluation->test_loss);
  add_figure(table, "test_accuracy", evaluation->test_accuracy);
  if (const auto validation = last_row<ValidationRow>(trace)) {
    add_figure(table, "validation_loss", validation->validation_loss);
    add_figure(table, "validation_accuracy", validation->validation_accuracy);
  }
  add_figure(table, "worst10_accuracy", evaluation->worst10_accuracy);
  add_figure(table, "best10_accuracy", evaluation->best10_accuracy);
  if (const auto metrics = last_row<LearningMetricsRow>(trace)) add_metrics(table, *metrics);
  return table;
}

}  // namespace

ReportSection info_section(const TraceReader& trace) {
  return {trace.header().name,
          incomplete_mark(trace.header()),
          facts(trace),
          {hosts(trace), last_evaluation(trace), table_counts(trace, static_cast<AllRows*>(nullptr))},
          {}};
}

}  // namespace roundwatt
