#include "sim/trace/schema.hpp"

#include <utility>

namespace roundwatt {

namespace {

template <class Value>
constexpr ColumnType column_type() {
  if constexpr (std::is_same_v<Value, double>) return ColumnType::float64;
  if constexpr (std::is_same_v<Value, std::int64_t>) return ColumnType::int64;
  if constexpr (std::is_same_v<Value, std::int32_t>) return ColumnType::int32;
  if constexpr (std::is_same_v<Value, std::string>) return ColumnType::text;
  return ColumnType::flag;
}

/// What stands in the file for a member: flags are kept as std::uint8_t.
template <class Value>
using Stored = std::conditional_t<std::is_enum_v<Value>, std::uint8_t, Value>;

template <class Row, class Value, Value Row::*member>
void append_member(const Row& row, ColumnValues& values) {
  std::get<std::vector<Stored<Value>>>(values).push_back(static_cast<Stored<Value>>(row.*member));
}

template <class Row, class Value, Value Row::*member>
void assign_member(Row& row, const ColumnValues& values, std::size_t at) {
  row.*member = static_cast<Value>(std::get<std::vector<Stored<Value>>>(values)[at]);
}

template <auto member>
struct MemberOf;

template <class R, class V, V R::*pointer>
struct MemberOf<pointer> {
  using Row = R;
  using Value = V;
};

/// The column of a member; flags bring their meanings along.
template <auto member>
auto column(std::string name, std::string units, std::string long_name) {
  using Row = typename MemberOf<member>::Row;
  using Value = typename MemberOf<member>::Value;
  ColumnInfo info{std::move(name), column_type<Value>(), std::move(units), std::move(long_name), {}};
  if constexpr (std::is_enum_v<Value>) info.flag_meanings = flag_names<Value>();
  if constexpr (std::is_same_v<Value, std::uint8_t>) info.flag_meanings = {"no", "yes"};
  return Column<Row>{std::move(info), &append_member<Row, Value, member>, &assign_member<Row, Value, member>};
}

/// The column of a member that came with a later 1.x of the format: traces without it read as 0.
template <auto member>
auto later_column(std::string name, std::string units, std::string long_name) {
  auto later = column<member>(std::move(name), std::move(units), std::move(long_name));
  later.info.older_traces_lack_it = true;
  return later;
}

}  // namespace

template <>
const std::vector<std::string>& flag_names<SiteKind>() {
  static const std::vector<std::string> names{"data_centre", "edge", "network"};
  return names;
}

template <>
const std::vector<std::string>& flag_names<HostKind>() {
  static const std::vector<std::string> names{"server", "aggregator", "device"};
  return names;
}

template <>
const std::vector<std::string>& flag_names<LinkKind>() {
  static const std::vector<std::string> names{"access_point", "access", "core", "data_centre"};
  return names;
}

template <>
const std::vector<std::string>& flag_names<Duplex>() {
  static const std::vector<std::string> names{"shared", "split", "wifi", "fatpipe"};
  return names;
}

template <>
const std::vector<std::string>& flag_names<Activity>() {
  static const std::vector<std::string> names{"off",   "train",  "aggregate", "evaluate", "encode",
                                              "relay", "upload", "download",  "wait",     "idle"};
  return names;
}

template <>
const std::vector<std::string>& flag_names<Outcome>() {
  static const std::vector<std::string> names{"aggregated", "late", "cancelled", "failed", "dropped", "left"};
  return names;
}

template <>
const std::vector<std::string>& flag_names<RoundEnd>() {
  static const std::vector<std::string> names{"quorum",    "deadline",        "nobody_left",    "end_of_run",
                                              "work_done", "aggregator_lost", "below_threshold"};
  return names;
}

template <>
const std::vector<std::string>& flag_names<TransferPurpose>() {
  static const std::vector<std::string> names{"raw_data", "control", "model", "update", "secure_aggregation"};
  return names;
}

template <>
const std::vector<std::string>& flag_names<EvaluationScope>() {
  static const std::vector<std::string> names{"global", "aggregator", "peer", "client"};
  return names;
}

template <>
const TableSchema<SiteRow>& schema<SiteRow>() {
  static const TableSchema<SiteRow> table{
      "sites",
      "a place with one grid and one PUE",
      {column<&SiteRow::name>("name", "", "name of the site"), column<&SiteRow::kind>("kind", "1", "kind of place"),
       column<&SiteRow::grid_zone>("grid_zone", "", "grid zone, ISO 3166 alpha-3 or finer"),
       column<&SiteRow::pue>("pue", "1", "power usage effectiveness, at least 1"),
       column<&SiteRow::time_zone>("time_zone", "", "IANA time zone, empty where not declared")}};
  return table;
}

template <>
const TableSchema<HostRow>& schema<HostRow>() {
  static const TableSchema<HostRow> table{
      "hosts",
      "a server or a device that the run uses",
      {column<&HostRow::name>("name", "", "name in the platform file"),
       column<&HostRow::model>("model", "", "hardware model, empty where not declared"),
       column<&HostRow::kind>("kind", "1", "what the host is"), column<&HostRow::site>("site", "1", "row of /sites"),
       column<&HostRow::cores>("cores", "1", "number of cores"),
       column<&HostRow::speed_flop_s>("speed_flop_s", "s-1", "sustained floating-point operations a second of one core"),
       column<&HostRow::off_w>("off_w", "W", "power when off"),
       column<&HostRow::idle_w>("idle_w", "W", "power when on without load, at the first pstate in use"),
       column<&HostRow::epsilon_w>("epsilon_w", "W", "power at the smallest load"),
       column<&HostRow::busy_w>("busy_w", "W", "power when all cores are busy"),
       column<&HostRow::radio_rx_w>("radio_rx_w", "W", "power above idle while receiving"),
       column<&HostRow::radio_tx_w>("radio_tx_w", "W", "power above idle while sending"),
       column<&HostRow::reserved_share>("reserved_share", "1",
                                        "share of idle power and embodied carbon the workload answers for"),
       column<&HostRow::embodied_kg>("embodied_kg", "kg", "CO2e of making the host, NaN where not declared"),
       column<&HostRow::lifetime_s>("lifetime_s", "s", "lifetime of the host, NaN where not declared")}};
  return table;
}

template <>
const TableSchema<HostStateRow>& schema<HostStateRow>() {
  static const TableSchema<HostStateRow> table{
      "host_states",
      "one pstate of a host that declares several",
      {column<&HostStateRow::host>("host", "1", "row of /hosts"),
       column<&HostStateRow::pstate>("pstate", "1", "number of the pstate"),
       column<&HostStateRow::speed_flop_s>("speed_flop_s", "s-1", "floating-point operations a second of one core"),
       column<&HostStateRow::idle_w>("idle_w", "W", "power when on without load"),
       column<&HostStateRow::epsilon_w>("epsilon_w", "W", "power at the smallest load"),
       column<&HostStateRow::busy_w>("busy_w", "W", "power when all cores are busy")}};
  return table;
}

template <>
const TableSchema<LinkRow>& schema<LinkRow>() {
  static const TableSchema<LinkRow> table{
      "links",
      "a declared link or access point that the run's routes cross; a split-duplex link is one",
      {column<&LinkRow::name>("name", "", "name in the platform file"),
       column<&LinkRow::kind>("kind", "1", "part of the network"),
       column<&LinkRow::duplex>("duplex", "1", "how flows share it"), column<&LinkRow::site>("site", "1", "row of /sites"),
       column<&LinkRow::bandwidth_byte_s>(
           "bandwidth_byte_s", "bytes s-1",
           "nominal bandwidth; of each direction when split; of the first rate of an access point"),
       column<&LinkRow::latency_s>("latency_s", "s", "latency"), column<&LinkRow::idle_w>("idle_w", "W", "power when on"),
       column<&LinkRow::busy_w>("busy_w", "W", "power when in use all the time"),
       column<&LinkRow::router_share>("router_share", "1",
                                      "share of the idle power the workload answers for while it uses the link"),
       column<&LinkRow::embodied_kg>("embodied_kg", "kg", "CO2e of making the device, NaN where not declared"),
       column<&LinkRow::lifetime_s>("lifetime_s", "s", "lifetime of the device, NaN where not declared"),
       later_column<&LinkRow::peak_byte_s>("peak_byte_s", "bytes s-1",
                                           "highest bandwidth that the platform or its profile gives it"),
       later_column<&LinkRow::crossings>("crossings", "1", "how often a flow crosses it at most")}};
  return table;
}

template <>
const TableSchema<ClientRow>& schema<ClientRow>() {
  static const TableSchema<ClientRow> table{"clients",
                                            "a data owner",
                                            {column<&ClientRow::id>("id", "1", "number of the client"),
                                             column<&ClientRow::host>("host", "1", "row of /hosts, -1 while unbound"),
                                             column<&ClientRow::samples>("samples", "1", "training samples it owns")}};
  return table;
}

template <>
const TableSchema<RoundRow>& schema<RoundRow>() {
  static const TableSchema<RoundRow> table{
      "rounds",
      "an aggregation: a round, or an epoch of the centralized trainer; written when its last participation has ended",
      {column<&RoundRow::round>("round", "1", "number of the round, from 1"),
       column<&RoundRow::level>("level", "1", "0 for the global model, 1 for that of an edge aggregator"),
       later_column<&RoundRow::edge_round>("edge_round", "1",
                                           "number of the edge round within the round, from 1; 0 at level 0"),
       column<&RoundRow::aggregator>("aggregator", "1", "row of /hosts"),
       column<&RoundRow::start_s>("start_s", "s", "when its clients were selected"),
       column<&RoundRow::closed_s>("closed_s", "s", "when it stopped collecting"),
       column<&RoundRow::end_s>("end_s", "s", "when its model was aggregated and evaluated"),
       column<&RoundRow::closed_by>("closed_by", "1", "why it stopped collecting"),
       column<&RoundRow::selected>("selected", "1", "clients selected; aggregators at level 0 of mode hierarchical"),
       column<&RoundRow::aggregated>("aggregated", "1", "participations whose update is in the model"),
       column<&RoundRow::late>("late", "1", "participations that arrived after it closed"),
       column<&RoundRow::cancelled>("cancelled", "1", "participations stopped by the server or the end of the run"),
       column<&RoundRow::failed>("failed", "1", "participations whose host or link died"),
       column<&RoundRow::dropped>("dropped", "1", "participations that arrived in time and were discarded by rule"),
       later_column<&RoundRow::left>("left", "1", "participations whose client went away"),
       column<&RoundRow::staleness_mean>("staleness_mean", "1", "mean staleness of the aggregated updates, NaN without any"),
       column<&RoundRow::bytes_down>("bytes_down", "bytes", "payload that left the server"),
       column<&RoundRow::bytes_up>("bytes_up", "bytes", "payload that left the clients"),
       column<&RoundRow::bytes_lost>("bytes_lost", "bytes", "payload of transfers that broke, not received whole")}};
  return table;
}

template <>
const TableSchema<EvaluationRow>& schema<EvaluationRow>() {
  static const TableSchema<EvaluationRow> table{
      "evaluations",
      "one evaluation of a model",
      {column<&EvaluationRow::round>("round", "1", "round after which it was made"),
       column<&EvaluationRow::time_s>("time_s", "s", "when its result was known"),
       column<&EvaluationRow::scope>("scope", "1", "whose model"),
       column<&EvaluationRow::entity>("entity", "1", "host or client it belongs to, -1 for the global model"),
       column<&EvaluationRow::train_loss>("train_loss", "1", "loss on training data, NaN where not known"),
       column<&EvaluationRow::test_loss>("test_loss", "1", "loss on test data, NaN where not known"),
       column<&EvaluationRow::test_accuracy>("test_accuracy", "1", "accuracy on test data in [0, 1], NaN where not known"),
       column<&EvaluationRow::worst10_accuracy>("worst10_accuracy", "1", "mean accuracy of the worst tenth of the clients"),
       column<&EvaluationRow::best10_accuracy>("best10_accuracy", "1", "mean accuracy of the best tenth of the clients")}};
  return table;
}

template <>
const TableSchema<ParticipationRow>& schema<ParticipationRow>() {
  static const TableSchema<ParticipationRow> table{
      "participations",
      "one client's part in one round",
      {column<&ParticipationRow::round>("round", "1", "number of the round"),
       later_column<&ParticipationRow::edge_round>("edge_round", "1", "number of the edge round within the round, else 0"),
       column<&ParticipationRow::client>("client", "1", "row of /clients"),
       column<&ParticipationRow::host>("host", "1", "row of /hosts"),
       later_column<&ParticipationRow::aggregator>("aggregator", "1",
                                                   "row of /hosts that asked it, its server or edge aggregator"),
       column<&ParticipationRow::selected_s>("selected_s", "s", "when the server selected it"),
       column<&ParticipationRow::download_start_s>("download_start_s", "s", "start of the download"),
       column<&ParticipationRow::download_end_s>("download_end_s", "s", "end of the download"),
       column<&ParticipationRow::train_start_s>("train_start_s", "s", "start of the training"),
       column<&ParticipationRow::train_end_s>("train_end_s", "s", "end of the training"),
       column<&ParticipationRow::upload_start_s>("upload_start_s", "s", "start of the upload"),
       column<&ParticipationRow::upload_end_s>("upload_end_s", "s", "end of the upload"),
       column<&ParticipationRow::end_s>("end_s", "s", "end of the upload, cancellation or failure"),
       column<&ParticipationRow::epochs>("epochs", "1", "local epochs finished"),
       column<&ParticipationRow::samples>("samples", "1", "samples of the client"),
       column<&ParticipationRow::bytes_down>("bytes_down", "bytes", "payload that left the server for it"),
       column<&ParticipationRow::bytes_up>("bytes_up", "bytes", "payload that left its host"),
       column<&ParticipationRow::bytes_lost>("bytes_lost", "bytes", "payload of a transfer that broke, not received whole"),
       column<&ParticipationRow::staleness>("staleness", "1",
                                            "models made between selection and use; of what is not used, up to its arrival"),
       column<&ParticipationRow::outcome>("outcome", "1", "how it ended")}};
  return table;
}

template <>
const TableSchema<TransferRow>& schema<TransferRow>() {
  static const TableSchema<TransferRow> table{
      "transfers",
      "a flow that belongs to no participation",
      {column<&TransferRow::round>("round", "1", "number of the round, -1 outside rounds"),
       column<&TransferRow::source>("source", "1", "row of /hosts that sends"),
       column<&TransferRow::destination>("destination", "1", "row of /hosts that receives"),
       column<&TransferRow::client>("client", "1", "row of /clients, -1 for none"),
       column<&TransferRow::purpose>("purpose", "1", "what is sent"),
       column<&TransferRow::start_s>("start_s", "s", "start, latency included"),
       column<&TransferRow::end_s>("end_s", "s", "end"),
       column<&TransferRow::bytes>("bytes", "bytes", "payload that left the sender"),
       column<&TransferRow::bytes_lost>("bytes_lost", "bytes", "payload of a transfer that broke, not received whole")}};
  return table;
}

template <>
const TableSchema<HostEnergyRow>& schema<HostEnergyRow>() {
  static const TableSchema<HostEnergyRow> table{
      "energy/hosts",
      "a maximal interval of constant state of one host",
      {column<&HostEnergyRow::host>("host", "1", "row of /hosts"),
       column<&HostEnergyRow::client>("client", "1", "row of /clients that plays on a slot, else -1"),
       column<&HostEnergyRow::round>("round", "1", "round it works for, -1 outside rounds"),
       column<&HostEnergyRow::activity>("activity", "1", "what it does"),
       column<&HostEnergyRow::start_s>("start_s", "s", "start of the interval"),
       column<&HostEnergyRow::end_s>("end_s", "s", "end of the interval"),
       column<&HostEnergyRow::cpu_load>("cpu_load", "1", "used share of all cores at nominal speed"),
       column<&HostEnergyRow::rx>("rx", "1", "receives a flow, latency included"),
       column<&HostEnergyRow::tx>("tx", "1", "sends a flow, latency included"),
       column<&HostEnergyRow::base_j>("base_j", "J", "energy of being idle, or off"),
       column<&HostEnergyRow::compute_j>("compute_j", "J", "energy that load adds"),
       column<&HostEnergyRow::rx_j>("rx_j", "J", "energy that receiving adds"),
       column<&HostEnergyRow::tx_j>("tx_j", "J", "energy that sending adds"),
       column<&HostEnergyRow::energy_j>("energy_j", "J", "base_j + compute_j + rx_j + tx_j")}};
  return table;
}

template <>
const TableSchema<HostTotalRow>& schema<HostTotalRow>() {
  static const TableSchema<HostTotalRow> table{
      "energy/host_totals",
      "all that one host did under one label within one UTC bucket (trace.host_energy: totals)",
      {column<&HostTotalRow::host>("host", "1", "row of /hosts"),
       column<&HostTotalRow::activity>("activity", "1", "what it does"),
       column<&HostTotalRow::start_s>("start_s", "s", "start of the bucket, cut to the run"),
       column<&HostTotalRow::end_s>("end_s", "s", "end of the bucket, cut to the run"),
       column<&HostTotalRow::duration_s>("duration_s", "s", "time under this label within the bucket"),
       column<&HostTotalRow::base_j>("base_j", "J", "energy of being idle, or off"),
       column<&HostTotalRow::compute_j>("compute_j", "J", "energy that load adds"),
       column<&HostTotalRow::rx_j>("rx_j", "J", "energy that receiving adds"),
       column<&HostTotalRow::tx_j>("tx_j", "J", "energy that sending adds"),
       column<&HostTotalRow::energy_j>("energy_j", "J", "base_j + compute_j + rx_j + tx_j")}};
  return table;
}

template <>
const TableSchema<LinkEnergyRow>& schema<LinkEnergyRow>() {
  static const TableSchema<LinkEnergyRow> table{
      "energy/links",
      "what a link carried for one round within one UTC bucket",
      {column<&LinkEnergyRow::link>("link", "1", "row of /links"),
       column<&LinkEnergyRow::round>("round", "1", "round of the flows, -1 outside rounds and with totals"),
       column<&LinkEnergyRow::start_s>("start_s", "s", "first instant with a flow"),
       column<&LinkEnergyRow::end_s>("end_s", "s", "last instant with a flow"),
       column<&LinkEnergyRow::bytes>("bytes", "bytes",
                                     "payload carried; a flow between two stations of an access point counts on both hops"),
       column<&LinkEnergyRow::airtime_s>("airtime_s", "s",
                                         "sum of bytes / nominal rate; a split-duplex link's directions count half each"),
       column<&LinkEnergyRow::busy_s>("busy_s", "s", "time with a flow, shared equally among the rounds that have one"),
       column<&LinkEnergyRow::energy_j>("energy_j", "J", "dynamic energy: (busy_w - idle_w) x airtime_s")}};
  return table;
}

template <>
const TableSchema<PluginEnergyRow>& schema<PluginEnergyRow>() {
  static const TableSchema<PluginEnergyRow> table{
      "energy/plugin",
      "what SimGrid's host_energy plugin found for one host (trace.plugin_check)",
      {column<&PluginEnergyRow::host>("host", "1", "row of /hosts"),
       column<&PluginEnergyRow::energy_j>("energy_j", "J", "energy over the run, without radio")}};
  return table;
}

template <>
const TableSchema<SignalRow>& schema<SignalRow>() {
  static const TableSchema<SignalRow> table{
      "signals",
      "what a controller inside the run was told of a grid zone",
      {column<&SignalRow::zone>("zone", "", "grid zone"), column<&SignalRow::kind>("kind", "", "kind of figure"),
       column<&SignalRow::issued_s>("issued_s", "s", "when it was told"),
       column<&SignalRow::valid_s>("valid_s", "s", "from when it holds"),
       column<&SignalRow::value>("value", "g kWh-1", "carbon intensity")}};
  return table;
}

template <>
const TableSchema<LabelRow>& schema<LabelRow>() {
  static const TableSchema<LabelRow> table{
      "labels",
      "how many samples of one label a client has; pairs without samples have no row",
      {column<&LabelRow::client>("client", "1", "row in /clients"), column<&LabelRow::label>("label", "1", "the label, from 0"),
       column<&LabelRow::count>("count", "1", "samples")}};
  return table;
}

template <>
const TableSchema<ValidationRow>& schema<ValidationRow>() {
  static const TableSchema<ValidationRow> table{
      "validations",
      "one evaluation of the global model on the validation samples",
      {column<&ValidationRow::round>("round", "1", "round after which it was made"),
       column<&ValidationRow::time_s>("time_s", "s", "when its result was known"),
       column<&ValidationRow::validation_loss>("validation_loss", "1", "loss on validation data"),
       column<&ValidationRow::validation_accuracy>("validation_accuracy", "1", "accuracy on validation data in [0, 1]")}};
  return table;
}

template <>
const TableSchema<LearningMetricsRow>& schema<LearningMetricsRow>() {
  static const TableSchema<LearningMetricsRow> table{
      "learning_metrics",
      "what one evaluation of a trained global model found beside /evaluations",
      {column<&LearningMetricsRow::round>("round", "1", "round after which it was made"),
       column<&LearningMetricsRow::time_s>("time_s", "s", "when its result was known"),
       column<&LearningMetricsRow::step_norm>("step_norm", "1", "Euclidean norm of the global model's change in the round"),
       column<&LearningMetricsRow::update_norm_mean>("update_norm_mean", "1",
                                                     "mean norm of the round's updates, NaN where it had none"),
       column<&LearningMetricsRow::clients>("clients", "1",
                                            "clients looked at, those that hold samples; 0 where not asked for"),
       column<&LearningMetricsRow::samples>("samples", "1", "training samples of these clients"),
       column<&LearningMetricsRow::client_loss>("client_loss", "1", "mean loss over these samples"),
       column<&LearningMetricsRow::client_accuracy>("client_accuracy", "1", "accuracy over these samples in [0, 1]"),
       column<&LearningMetricsRow::mean_accuracy>("mean_accuracy", "1", "mean of the clients' accuracies, counting alike"),
       column<&LearningMetricsRow::accuracy_variance>("accuracy_variance", "1",
                                                      "population variance of the clients' accuracies"),
       column<&LearningMetricsRow::gradient_variance>(
           "gradient_variance", "1",
           "mean squared distance of the clients' gradients to their mean, by samples; NaN where not asked for"),
       column<&LearningMetricsRow::gradient_ratio>(
           "gradient_ratio", "1",
           "root of the mean squared norm of the clients' gradients over the norm of their mean; NaN where not asked for"),
       later_column<&LearningMetricsRow::worst_peer_accuracy>(
           "worst_peer_accuracy", "1", "lowest accuracy of a peer's model on test data, NaN outside mode gossip"),
       later_column<&LearningMetricsRow::average_loss>("average_loss", "1",
                                                       "loss of the mean of the peers' models on test data, NaN likewise"),
       later_column<&LearningMetricsRow::average_accuracy>(
           "average_accuracy", "1", "accuracy of the mean of the peers' models on test data, NaN likewise"),
       later_column<&LearningMetricsRow::consensus_distance>(
           "consensus_distance", "1", "root mean squared distance of the peers' models to their mean, NaN likewise")}};
  return table;
}

template <>
const TableSchema<TopologyRow>& schema<TopologyRow>() {
  static const TableSchema<TopologyRow> table{
      "topology",
      "an edge between two peers, once",
      {column<&TopologyRow::source>("source", "1", "row of /hosts"),
       column<&TopologyRow::destination>("destination", "1", "row of /hosts"),
       column<&TopologyRow::weight>("weight", "1", "what the model of either counts in the mean of the other")}};
  return table;
}

template <>
const TableSchema<BatteryPackRow>& schema<BatteryPackRow>() {
  static const TableSchema<BatteryPackRow> table{
      "battery_packs",
      "the battery of a host and its charger",
      {column<&BatteryPackRow::host>("host", "1", "row of /hosts"),
       column<&BatteryPackRow::capacity_j>("capacity_j", "J", "energy of the full battery"),
       column<&BatteryPackRow::charge_w>("charge_w", "W", "what the charger draws from the grid while it charges"),
       column<&BatteryPackRow::efficiency>("efficiency", "1", "share of that which is stored, in (0, 1]"),
       column<&BatteryPackRow::min_charge_j>("min_charge_j", "J", "level from which the device can be asked"),
       column<&BatteryPackRow::floor_j>("floor_j", "J", "level at which the device goes off")}};
  return table;
}

template <>
const TableSchema<BatteryRow>& schema<BatteryRow>() {
  static const TableSchema<BatteryRow> table{
      "batteries",
      "a maximal interval of constant powers at one host's battery",
      {column<&BatteryRow::host>("host", "1", "row of /hosts"),
       column<&BatteryRow::start_s>("start_s", "s", "start of the interval"),
       column<&BatteryRow::end_s>("end_s", "s", "end of the interval"),
       column<&BatteryRow::plugged>("plugged", "1", "whether the charger is plugged in"),
       column<&BatteryRow::level_start_j>("level_start_j", "J", "energy in the battery at the start"),
       column<&BatteryRow::level_end_j>("level_end_j", "J", "energy in the battery at the end"),
       column<&BatteryRow::drawn_j>("drawn_j", "J", "what the device drew"),
       column<&BatteryRow::from_grid_j>("from_grid_j", "J", "what the charger drew from the grid"),
       column<&BatteryRow::direct_j>("direct_j", "J", "the part of from_grid_j that fed the device past the battery")}};
  return table;
}

}  // namespace roundwatt
