#pragma once

#include <cstdint>
#include <string>
#include <tuple>
#include <variant>
#include <vector>

#include "sim/trace/records.hpp"

namespace roundwatt {

/// The types a column can have in the file.
enum class ColumnType { float64, int64, int32, flag, text };

/// What a column says of itself, in the file and in docs/formats/trace.md.
struct ColumnInfo {
  std::string name;
  ColumnType type{};
  std::string units;  ///< UDUNITS
  std::string long_name;
  std::vector<std::string> flag_meanings;  ///< of flags: the value is the position
  bool older_traces_lack_it = false;       ///< then it reads as 0
};

/// Values of one column; the alternative follows ColumnType, flags are std::uint8_t.
using ColumnValues = std::variant<std::vector<double>, std::vector<std::int64_t>, std::vector<std::int32_t>,
                                  std::vector<std::uint8_t>, std::vector<std::string>>;

/// A column as a member of its row.
template <class Row>
struct Column {
  ColumnInfo info;
  void (*append)(const Row&, ColumnValues&);                  ///< the row's value to the end of the column
  void (*assign)(Row&, const ColumnValues&, std::size_t at);  ///< the column's value into the row
};

/// A table: the group in the file, what a row is, the columns in order. Declared once, in schema.cpp, for writer, reader and
/// docs.
template <class Row>
struct TableSchema {
  std::string group;
  std::string row_is;
  std::vector<Column<Row>> columns;
};

template <class Row>
const TableSchema<Row>& schema();

template <>
const TableSchema<SiteRow>& schema<SiteRow>();
template <>
const TableSchema<HostRow>& schema<HostRow>();
template <>
const TableSchema<HostStateRow>& schema<HostStateRow>();
template <>
const TableSchema<LinkRow>& schema<LinkRow>();
template <>
const TableSchema<ClientRow>& schema<ClientRow>();
template <>
const TableSchema<RoundRow>& schema<RoundRow>();
template <>
const TableSchema<EvaluationRow>& schema<EvaluationRow>();
template <>
const TableSchema<ParticipationRow>& schema<ParticipationRow>();
template <>
const TableSchema<TransferRow>& schema<TransferRow>();
template <>
const TableSchema<HostEnergyRow>& schema<HostEnergyRow>();
template <>
const TableSchema<HostTotalRow>& schema<HostTotalRow>();
template <>
const TableSchema<LinkEnergyRow>& schema<LinkEnergyRow>();
template <>
const TableSchema<PluginEnergyRow>& schema<PluginEnergyRow>();
template <>
const TableSchema<SignalRow>& schema<SignalRow>();
template <>
const TableSchema<LabelRow>& schema<LabelRow>();
template <>
const TableSchema<ValidationRow>& schema<ValidationRow>();
template <>
const TableSchema<LearningMetricsRow>& schema<LearningMetricsRow>();
template <>
const TableSchema<BatteryPackRow>& schema<BatteryPackRow>();
template <>
const TableSchema<BatteryRow>& schema<BatteryRow>();

template <>
const TableSchema<TopologyRow>& schema<TopologyRow>();

/// All tables in the order in which they stand in a file. The last ten are there only where the run has them.
using AllRows = std::tuple<SiteRow, HostRow, HostStateRow, LinkRow, ClientRow, RoundRow, EvaluationRow, ParticipationRow,
                           TransferRow, HostEnergyRow, LinkEnergyRow, HostTotalRow, PluginEnergyRow, SignalRow, LabelRow,
                           ValidationRow, LearningMetricsRow, TopologyRow, BatteryPackRow, BatteryRow>;

/// The names of the values of a flag, as in the file: data_centre, train, …
template <class Flag>
const std::vector<std::string>& flag_names();

template <>
const std::vector<std::string>& flag_names<SiteKind>();
template <>
const std::vector<std::string>& flag_names<HostKind>();
template <>
const std::vector<std::string>& flag_names<LinkKind>();
template <>
const std::vector<std::string>& flag_names<Duplex>();
template <>
const std::vector<std::string>& flag_names<Activity>();
template <>
const std::vector<std::string>& flag_names<Outcome>();
template <>
const std::vector<std::string>& flag_names<RoundEnd>();
template <>
const std::vector<std::string>& flag_names<TransferPurpose>();
template <>
const std::vector<std::string>& flag_names<EvaluationScope>();

template <class Flag>
const std::string& flag_name(Flag flag) {
  return flag_names<Flag>().at(static_cast<std::size_t>(flag));
}

}  // namespace roundwatt
