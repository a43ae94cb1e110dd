#pragma once

#include <cstdint>
#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "sim/base/boundary.hpp"
#include "sim/base/calendar.hpp"
#include "sim/base/error.hpp"
#include "sim/base/quantity.hpp"
#include "sim/federation/device_speed.hpp"
#include "sim/scenario/asynchronous_choice.hpp"
#include "sim/scenario/availability_choice.hpp"
#include "sim/scenario/background_choice.hpp"
#include "sim/scenario/battery_choice.hpp"
#include "sim/scenario/data_choice.hpp"
#include "sim/scenario/gossip_choice.hpp"
#include "sim/scenario/hierarchical_choice.hpp"
#include "sim/scenario/learning_choice.hpp"
#include "sim/scenario/secure_aggregation_choice.hpp"
#include "sim/scenario/selection_choice.hpp"
#include "sim/scenario/straggler_choice.hpp"
#include "sim/scenario/waiting_choice.hpp"

namespace roundwatt {

enum class NetworkModel { lv08, textbook };

/// Properties for hosts, links and zones that lack them, by the names of docs/formats/platform.md.
struct PlatformDefaults {
  std::map<std::string, std::string> hosts, links, zones;
  std::map<std::string, std::map<std::string, std::string>> hosts_by_model, hosts_by_pstates;

  bool operator==(const PlatformDefaults&) const = default;
};

struct PlatformChoice {
  FileReference file;
  PlatformDefaults defaults;
  NetworkModel network_model = NetworkModel::lv08;
  BackgroundChoice background;

  bool operator==(const PlatformChoice&) const = default;
};

struct ModelSize {
  std::string name;
  double parameters = 0;  ///< 0 where not stated
  Bytes size;             ///< of the model, and of an update

  bool operator==(const ModelSize&) const = default;
};

struct Workload {
  ModelSize model;
  Flops flops_per_sample;                            ///< of training on one sample: forward and backward; 0 where not stated
  std::map<std::string, double> samples_per_second;  ///< measured training speed by hardware model; beats FLOPs
  std::optional<Seconds> overhead_per_batch;
  std::map<std::string, Seconds> overhead_by_model;  ///< goes before overhead_per_batch
  Bytes sample_size;                                 ///< raw data, as uploaded
  Flops aggregation_flops_per_update;
  Flops evaluation_flops_per_sample;

  bool operator==(const Workload&) const = default;
};

enum class Mode { synchronous, asynchronous, hierarchical, centralized, gossip };

/// Whether servers or aggregators lead cohorts of clients through rounds.
inline bool has_cohorts(Mode mode) { return mode == Mode::synchronous || mode == Mode::hierarchical; }

/// Whether a server, or aggregators, ask clients to take part.
inline bool asks_clients(Mode mode) { return has_cohorts(mode) || mode == Mode::asynchronous; }

enum class Binding { in_order, random, by_site, from_file };

/// Which devices clients are bound to, and how.
struct DeviceChoice {
  std::vector<std::string> sites;   ///< empty: all
  std::vector<std::string> models;  ///< empty: all
  Binding binding = Binding::in_order;
  FileReference binding_file;  ///< CSV: client,device
  SpeedRule speed;             ///< on top of the platform's
  FileReference speed_file;    ///< CSV: client,speed
  SlowDownRule slow_down;      ///< by client and round
  SpeedRule line;              ///< of a client's own access line, on top of the platform's
  FileReference line_file;     ///< CSV: client,speed

  bool operator==(const DeviceChoice&) const = default;
};

enum class CompressionKind { none, half_precision, qsgd, top_k, random_k };

/// What clients make of an update before they send it.
struct CompressionChoice {
  CompressionKind kind = CompressionKind::none;
  std::int64_t levels = 0;  ///< of qsgd
  double share = 0;         ///< of the values, that top-k and random-k send

  bool operator==(const CompressionChoice&) const = default;
};

struct Federation {
  Mode mode = Mode::synchronous;
  std::string server;  ///< host that aggregates, or trains in mode centralized; empty: the only server of the platform
  std::int64_t clients_per_round = 0;
  SelectionChoice selection;
  DeviceChoice devices;
  Stragglers stragglers;
  CompressionChoice compression;
  SecureAggregationChoice secure_aggregation;
  AsynchronousChoice asynchronous;
  HierarchicalChoice hierarchical;
  TopologyChoice topology;  ///< mode gossip
  GossipChoice gossip;
  AvailabilityChoice availability;
  WaitingChoice wait;
  BatteryChoice battery;
  Seconds failure_timeout;       ///< until the server learns that a client is lost
  bool upload_raw_data = false;  ///< mode centralized: clients first send their samples to the server

  bool operator==(const Federation&) const = default;
};

/// Used only by controllers and stops inside the run.
struct CarbonChoice {
  FileReference grid;  ///< not given: the yearly averages that ship with the program
  Boundary boundary = Boundary::participation;
  ForecastChoice forecast;

  bool operator==(const CarbonChoice&) const = default;
};

struct TargetAccuracy {
  double value = 0;
  std::int64_t sustained = 1;  ///< consecutive evaluations

  bool operator==(const TargetAccuracy&) const = default;
};

/// The first that holds ends the run at that instant.
struct Stop {
  std::optional<std::int64_t> rounds;
  std::optional<Seconds> time;
  std::optional<TargetAccuracy> target_accuracy;
  std::optional<Joules> energy;
  std::optional<GramsCo2e> carbon;

  bool operator==(const Stop&) const = default;
};

enum class HostEnergyDetail { intervals, totals };
enum class LinkEnergyDetail { buckets, totals };

struct TraceChoice {
  bool participations = true;
  bool transfers = true;
  HostEnergyDetail host_energy = HostEnergyDetail::intervals;
  LinkEnergyDetail link_energy = LinkEnergyDetail::buckets;
  Seconds bucket{3600};
  bool plugin_check = false;  ///< also record what SimGrid's host_energy plugin finds

  bool operator==(const TraceChoice&) const = default;
};

/// Where a key of a scenario was given.
struct KeyPlace {
  std::string file;
  int line = 0;  ///< 0 on the command line

  bool operator==(const KeyPlace&) const = default;
};

/// One run, wholly described: what the YAML says after includes, overrides and defaults. docs/formats/scenario.md.
struct Scenario {
  std::string file;                        ///< as given on the command line, for messages
  std::map<std::string, KeyPlace> places;  ///< of the keys that were given in a file or on the command line, for messages
  std::string name;
  std::uint64_t seed = 1;
  UtcTime start{1609459200};  ///< of t = 0; 2021-01-01T00:00:00Z
  PlatformChoice platform;
  Workload workload;
  DataChoice data;
  LearningChoice learning;
  Federation federation;
  CarbonChoice carbon;
  Stop stop;
  TraceChoice trace;

  /// A problem with \p key: stands where the key was given, else at the file.
  Problem problem(const std::string& key, std::string message) const {
    const auto place = places.find(key);
    if (place == places.end()) return {file, 0, std::move(message)};
    return {place->second.file, place->second.line, std::move(message)};
  }

  bool operator==(const Scenario&) const = default;
};

}  // namespace roundwatt
