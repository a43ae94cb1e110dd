#pragma once

#include <unistd.h>

#include <atomic>
#include <filesystem>
#include <string>
#include <vector>

#include "sim/trace/trace_writer.hpp"

namespace roundwatt {

/// A file name of its own in the folder for temporary files; the file is removed in the end.
class ScratchFile {
 public:
  explicit ScratchFile(const std::string& extension = ".h5") {
    static std::atomic<int> number = 0;
    const std::string name = "roundwatt-test-" + std::to_string(getpid()) + "-" + std::to_string(number++);
    path_ = std::filesystem::temp_directory_path() / (name + extension);
    std::filesystem::remove(path_);
  }
  ~ScratchFile() { std::filesystem::remove(path_); }
  ScratchFile(const ScratchFile&) = delete;
  ScratchFile& operator=(const ScratchFile&) = delete;

  const std::filesystem::path& path() const { return path_; }
  std::string text() const { return path_.string(); }

 private:
  std::filesystem::path path_;
};

/// A trace made by hand: its tables as they will stand in the file.
struct HandTrace {
  TraceHeader header;
  std::vector<SiteRow> sites;
  std::vector<HostRow> hosts;
  std::vector<HostStateRow> host_states;
  std::vector<LinkRow> links;
  std::vector<ClientRow> clients;
  std::vector<RoundRow> rounds;
  std::vector<EvaluationRow> evaluations;
  std::vector<ParticipationRow> participations;
  std::vector<TransferRow> transfers;
  std::vector<HostEnergyRow> host_energy;
  std::vector<LinkEnergyRow> link_energy;
  std::vector<HostTotalRow> host_totals;
  std::vector<PluginEnergyRow> plugin;
  std::vector<LearningMetricsRow> learning_metrics;
  std::vector<BatteryPackRow> battery_packs;
  std::vector<BatteryRow> batteries;

  /// Writes the tables; the file is complete if header.complete says so.
  void write(const std::filesystem::path& file) const {
    TraceWriter writer{file, header};
    const auto append = [&](const auto& rows) {
      for (const auto& row : rows) writer.append(row, header.end_s);
    };
    append(sites);
    append(hosts);
    append(host_states);
    append(links);
    append(clients);
    append(rounds);
    append(evaluations);
    append(participations);
    append(transfers);
    append(host_energy);
    append(link_energy);
    append(host_totals);
    append(plugin);
    append(learning_metrics);
    append(battery_packs);
    append(batteries);
    if (header.complete) writer.finish(header.end_s, header.end_reason);
  }
};

/// 1 kWh: one server of 1 kW for an hour, at a data centre of PUE 1.5 in \p zone, from 2021-02-16T00:00:00Z.
inline HandTrace one_kilowatt_hour(const std::string& zone) {
  HandTrace trace;
  trace.header.name = "one-kwh";
  trace.header.mode = "centralized";
  trace.header.start_utc = "2021-02-16T00:00:00Z";
  trace.header.end_s = 3600;
  trace.header.end_reason = "time";
  trace.header.complete = true;
  trace.sites = {{"dc", SiteKind::data_centre, zone, 1.5, ""}};
  HostRow server;
  server.name = "server";
  server.kind = HostKind::server;
  server.site = 0;
  server.idle_w = server.epsilon_w = 1000;
  server.busy_w = 2000;
  trace.hosts = {server};
  HostEnergyRow hour;
  hour.host = 0;
  hour.round = -1;
  hour.activity = Activity::idle;
  hour.end_s = 3600;
  hour.base_j = hour.energy_j = 3.6e6;
  trace.host_energy = {hour};
  return trace;
}

/// An interval of a host as it stands in the trace: \p base_w and so on for the whole of it.
struct IntervalPowers {
  double base_w = 0, compute_w = 0, rx_w = 0, tx_w = 0;
};

inline HostEnergyRow interval(std::int32_t host, std::int32_t round, Activity activity, double start_s, double end_s,
                              const IntervalPowers& powers, double cpu_load = 0) {
  HostEnergyRow row;
  row.host = host;
  row.round = round;
  row.activity = activity;
  row.start_s = start_s;
  row.end_s = end_s;
  row.cpu_load = cpu_load;
  row.rx = powers.rx_w > 0;
  row.tx = powers.tx_w > 0;
  const double seconds = end_s - start_s;
  row.base_j = powers.base_w * seconds;
  row.compute_j = powers.compute_w * seconds;
  row.rx_j = powers.rx_w * seconds;
  row.tx_j = powers.tx_w * seconds;
  row.energy_j = row.base_j + row.compute_j + row.rx_j + row.tx_j;
  return row;
}

/// One round of 100 s with one client, every invariant kept.
///
///     device   0 download 10 train 20 upload 30 idle 100      5 W idle, 50 W busy, radio 1 W in, 2 W out
///     server   0 upload 10 wait 20 download 30 aggregate 40 idle 100   100 W idle, 300 W busy, loaded to 1/2; share 0.1
///     link     10 MB each way at 1 MB/s: an access point, 8 W idle, 10 W busy, router share 0.5
///
/// The device is at "home" (edge, CHN), the server in "dc" (PUE 1.5, FRA).
inline HandTrace one_round() {
  HandTrace trace;
  trace.header.name = "one-round";
  trace.header.mode = "synchronous";
  trace.header.start_utc = "2021-02-16T00:00:00Z";
  trace.header.end_s = 100;
  trace.header.end_reason = "rounds";
  trace.header.complete = true;
  trace.sites = {{"dc", SiteKind::data_centre, "FRA", 1.5, ""}, {"home", SiteKind::edge, "CHN", 1, ""}};
  HostRow server;
  server.name = "server";
  server.model = "cpu-server";
  server.kind = HostKind::server;
  server.site = 0;
  server.idle_w = server.epsilon_w = 100;
  server.busy_w = 300;
  server.reserved_share = 0.1;
  HostRow device;
  device.name = "device";
  device.model = "jetson-tx2";
  device.kind = HostKind::device;
  device.site = 1;
  device.idle_w = device.epsilon_w = 5;
  device.busy_w = 50;
  device.radio_rx_w = 1;
  device.radio_tx_w = 2;
  trace.hosts = {server, device};
  LinkRow link;
  link.name = "router";
  link.kind = LinkKind::access_point;
  link.duplex = Duplex::wifi;
  link.site = 1;
  link.bandwidth_byte_s = 1e6;
  link.idle_w = 8;
  link.busy_w = 10;
  link.router_share = 0.5;
  trace.links = {link};
  trace.clients = {{0, 1, 100}};
  RoundRow round;
  round.round = 1;
  round.aggregator = 0;
  round.closed_s = 30;
  round.end_s = 40;
  round.selected = round.aggregated = 1;
  round.staleness_mean = 0;
  round.bytes_down = round.bytes_up = 10e6;
  trace.rounds = {round};
  EvaluationRow evaluation;
  evaluation.round = 1;
  evaluation.time_s = 40;
  evaluation.test_accuracy = 0.5;
  trace.evaluations = {evaluation};
  ParticipationRow part;
  part.round = 1;
  part.client = 0;
  part.host = 1;
  part.download_start_s = 0;
  part.download_end_s = part.train_start_s = 10;
  part.train_end_s = part.upload_start_s = 20;
  part.upload_end_s = part.end_s = 30;
  part.epochs = 1;
  part.samples = 100;
  part.bytes_down = part.bytes_up = 10e6;
  trace.participations = {part};
  trace.host_energy = {interval(0, 1, Activity::upload, 0, 10, {100}),
                       interval(1, 1, Activity::download, 0, 10, {5, 0, 1, 0}),
                       interval(0, 1, Activity::wait, 10, 20, {100}),
                       interval(1, 1, Activity::train, 10, 20, {5, 45}, 1),
                       interval(0, 1, Activity::download, 20, 30, {100}),
                       interval(1, 1, Activity::upload, 20, 30, {5, 0, 0, 2}),
                       interval(0, 1, Activity::aggregate, 30, 40, {100, 100}, 0.5),
                       interval(0, -1, Activity::idle, 40, 100, {100}),
                       interval(1, -1, Activity::idle, 30, 100, {5})};
  // The server sends and receives by wire: no radio power, but flows all the same.
  trace.host_energy[0].tx = 1;
  trace.host_energy[4].rx = 1;
  trace.link_energy = {{0, 1, 0, 30, 20e6, 20, 20, 40}};
  trace.plugin = {{0, 11000}, {1, 950}};
  return trace;
}

/// one_round() with the device on a battery of 10 kJ, 9 kJ of it there at the start; from \p plugged_s, at least 30, a charger
/// draws 40 W and stores 32 of them. It draws 6, 50, 7 and 5 W: 60 + 500 + 70 + 350 = 980 J.
inline HandTrace one_round_on_battery(double plugged_s) {
  HandTrace trace = one_round();
  trace.battery_packs = {{1, 10000, 40, 0.8, 5000, 2000}};
  double level_j = 9000;
  const auto add = [&](double start_s, double end_s, double drawn_w, double grid_w) {
    if (!(start_s < end_s)) return;
    BatteryRow row;
    row.host = 1;
    row.start_s = start_s;
    row.end_s = end_s;
    row.plugged = grid_w > 0;
    row.level_start_j = level_j;
    level_j += (0.8 * grid_w - drawn_w) * (end_s - start_s);
    row.level_end_j = level_j;
    row.drawn_j = drawn_w * (end_s - start_s);
    row.from_grid_j = grid_w * (end_s - start_s);
    trace.batteries.push_back(row);
  };
  add(0, 10, 6, 0);
  add(10, 20, 50, 0);
  add(20, 30, 7, 0);
  add(30, plugged_s, 5, 0);
  add(plugged_s, 100, 5, 40);
  return trace;
}

}  // namespace roundwatt
