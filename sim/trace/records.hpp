#pragma once

#include <cstdint>
#include <limits>
#include <string>

/// The rows of the trace's tables, one struct a table, one member a column; docs/formats/trace.md says what each means.
/// Times are seconds since the start of the simulation, energies joules, sizes bytes. Members called site, host, link and
/// client are row numbers of those tables, -1 for none; NaN is a time that was not reached or a figure that is not known.
namespace roundwatt {

constexpr double not_a_number = std::numeric_limits<double>::quiet_NaN();

enum class SiteKind : std::uint8_t { data_centre, edge, network };
enum class HostKind : std::uint8_t { server, aggregator, device };
enum class LinkKind : std::uint8_t { access_point, access, core, data_centre };
enum class Duplex : std::uint8_t { shared, split, wifi, fatpipe };

/// What a host is doing, in descending priority: the label of an interval is the first that applies.
enum class Activity : std::uint8_t { off, train, aggregate, evaluate, encode, relay, upload, download, wait, idle };

/// How a participation ended.
enum class Outcome : std::uint8_t {
  aggregated,  ///< its update is in the model
  late,        ///< arrived after its round closed; it ran on
  cancelled,   ///< stopped by the server or by the end of the run
  failed,      ///< its host or a link died
  dropped,     ///< arrived in time, discarded by rule: one too many at the closing instant, or the run ended before aggregation
  left         ///< its client went away: it was not available any more
};

/// Why a round stopped collecting; below_threshold: secure aggregation could not unmask what it had, if anything.
enum class RoundEnd : std::uint8_t { quorum, deadline, nobody_left, end_of_run, work_done, aggregator_lost, below_threshold };

enum class TransferPurpose : std::uint8_t { raw_data, control, model, update, secure_aggregation };

enum class EvaluationScope : std::uint8_t { global, aggregator, peer, client };

struct SiteRow {
  std::string name;
  SiteKind kind{};
  std::string grid_zone;
  double pue = 1;
  std::string time_zone;
};

struct HostRow {
  std::string name;
  std::string model;
  HostKind kind{};
  std::int32_t site = -1;
  std::int32_t cores = 1;
  double speed_flop_s = 0;
  double off_w = 0, idle_w = 0, epsilon_w = 0, busy_w = 0;
  double radio_rx_w = 0, radio_tx_w = 0;
  double reserved_share = 1;
  double embodied_kg = not_a_number, lifetime_s = not_a_number;
};

struct LinkRow {
  std::string name;
  LinkKind kind{};
  Duplex duplex{};
  std::int32_t site = -1;
  double bandwidth_byte_s = 0;
  double latency_s = 0;
  double idle_w = 0, busy_w = 0;
  double router_share = 1;
  double embodied_kg = not_a_number, lifetime_s = not_a_number;
  double peak_byte_s = 0;      ///< 0 in traces of format 1.4 and before
  std::int32_t crossings = 0;  ///< 0 in traces of format 1.4 and before
};

/// The powers of one pstate; only hosts that declare several have rows.
struct HostStateRow {
  std::int32_t host = -1;
  std::int32_t pstate = 0;
  double speed_flop_s = 0;
  double idle_w = 0, epsilon_w = 0, busy_w = 0;
};

struct ClientRow {
  std::int64_t id = 0;
  std::int32_t host = -1;
  std::int64_t samples = 0;
};

struct RoundRow {
  std::int32_t round = 0;
  std::int32_t level = 0;        ///< 1 for an edge round
  std::int32_t edge_round = 0;   ///< within the global round, from 1; 0 for the global one
  std::int32_t aggregator = -1;  ///< a host
  double start_s = 0;
  double closed_s = 0;  ///< when it stopped collecting
  double end_s = 0;     ///< when the model was aggregated and evaluated
  RoundEnd closed_by{};
  std::int32_t selected = 0;
  std::int32_t aggregated = 0, late = 0, cancelled = 0, failed = 0, dropped = 0, left = 0;
  double staleness_mean = not_a_number;
  double bytes_down = 0, bytes_up = 0, bytes_lost = 0;
};

struct EvaluationRow {
  std::int32_t round = 0;
  double time_s = 0;
  EvaluationScope scope{};
  std::int32_t entity = -1;
  double train_loss = not_a_number, test_loss = not_a_number, test_accuracy = not_a_number;
  double worst10_accuracy = not_a_number, best10_accuracy = not_a_number;
};

struct ValidationRow {
  std::int32_t round = 0;
  double time_s = 0;
  double validation_loss = not_a_number, validation_accuracy = not_a_number;
};

/// What an evaluation of a trained model found beside losses and accuracies; its row of /evaluations has the same round and
/// time.
struct LearningMetricsRow {
  std::int32_t round = 0;
  double time_s = 0;
  double step_norm = not_a_number, update_norm_mean = not_a_number;
  std::int32_t clients = 0;  ///< that hold samples; 0 where not asked for
  std::int64_t samples = 0;
  double client_loss = not_a_number, client_accuracy = not_a_number;
  double mean_accuracy = not_a_number, accuracy_variance = not_a_number;
  double gradient_variance = not_a_number, gradient_ratio = not_a_number;
  double worst_peer_accuracy = not_a_number;
  double average_loss = not_a_number, average_accuracy = not_a_number;
  double consensus_distance = not_a_number;
};

/// An edge of the peers' graph.
struct TopologyRow {
  std::int32_t source = -1, destination = -1;  ///< hosts
  double weight = 0;                           ///< what the model of either counts in the other's mean
};

struct LabelRow {
  std::int32_t client = 0;
  std::int32_t label = 0;
  std::int64_t count = 0;
};

struct ParticipationRow {
  std::int32_t round = 0;
  std::int32_t edge_round = 0;
  std::int32_t client = -1;
  std::int32_t host = -1;
  std::int32_t aggregator = -1;  ///< the host that asked it
  double selected_s = 0;
  double download_start_s = not_a_number, download_end_s = not_a_number;
  double train_start_s = not_a_number, train_end_s = not_a_number;
  double upload_start_s = not_a_number, upload_end_s = not_a_number;
  double end_s = 0;  ///< end of its upload, cancellation or failure
  double epochs = 0;
  std::int64_t samples = 0;
  double bytes_down = 0, bytes_up = 0, bytes_lost = 0;
  std::int32_t staleness = 0;
  Outcome outcome{};
};

struct TransferRow {
  std::int32_t round = -1;
  std::int32_t source = -1, destination = -1;  ///< hosts
  std::int32_t client = -1;
  TransferPurpose purpose{};
  double start_s = 0, end_s = 0;
  double bytes = 0, bytes_lost = 0;
};

/// A maximal interval of constant state of one host, or, with trace.host_energy: totals, all of one activity in one bucket.
struct HostEnergyRow {
  std::int32_t host = -1;
  std::int32_t client = -1;
  std::int32_t round = -1;
  Activity activity{};
  double start_s = 0, end_s = 0;
  double cpu_load = 0;
  std::uint8_t rx = 0, tx = 0;
  double base_j = 0, compute_j = 0, rx_j = 0, tx_j = 0, energy_j = 0;
};

/// What one host did under one label within one UTC bucket: the table of trace.host_energy: totals.
struct HostTotalRow {
  std::int32_t host = -1;
  Activity activity{};
  double start_s = 0, end_s = 0;  ///< of the bucket, cut to the run
  double duration_s = 0;          ///< time under this label
  double base_j = 0, compute_j = 0, rx_j = 0, tx_j = 0, energy_j = 0;
};

/// What one link carried for one round within one UTC bucket (round -1: for all, with trace.link_energy: totals).
struct LinkEnergyRow {
  std::int32_t link = -1;
  std::int32_t round = -1;
  double start_s = 0, end_s = 0;
  double bytes = 0;
  double airtime_s = 0;
  double busy_s = 0;
  double energy_j = 0;  ///< dynamic: (busy_w - idle_w) x airtime_s
};

/// What SimGrid's host_energy plugin found for one host over the run: a check on base_j + compute_j.
struct PluginEnergyRow {
  std::int32_t host = -1;
  double energy_j = 0;
};

/// The battery of a host and its charger, as the run used them.
struct BatteryPackRow {
  std::int32_t host = -1;
  double capacity_j = 0;
  double charge_w = 0;    ///< from the grid while it charges
  double efficiency = 1;  ///< share of that which is stored
  double min_charge_j = 0, floor_j = 0;
};

/// A maximal interval of constant powers at one host's battery.
struct BatteryRow {
  std::int32_t host = -1;
  double start_s = 0, end_s = 0;
  std::uint8_t plugged = 0;
  double level_start_j = 0, level_end_j = 0;
  double drawn_j = 0;      ///< by the device
  double from_grid_j = 0;  ///< by the charger
  double direct_j = 0;     ///< the part of it that fed the device past the battery
};

/// What a controller inside the run was told of a grid zone.
struct SignalRow {
  std::string zone;
  std::string kind;
  double issued_s = 0;
  double valid_s = 0;
  double value = 0;  ///< g/kWh
};

}  // namespace roundwatt
