#pragma once

#include <optional>
#include <string>
#include <vector>

#include "sim/actors/client.hpp"
#include "sim/grid/grid_table.hpp"
#include "sim/learning/accuracy_curve.hpp"
#include "sim/learning/federated_training.hpp"
#include "sim/learning/partition_summary.hpp"
#include "sim/learning/update_payload.hpp"
#include "sim/platform/fleet.hpp"
#include "sim/platform/platform_check.hpp"
#include "sim/platform/platform_file.hpp"
#include "sim/platform/profile.hpp"
#include "sim/platform/simgrid_engine.hpp"
#include "sim/scenario/scenario.hpp"
#include "sim/simulation/availability_setup.hpp"
#include "sim/simulation/background_setup.hpp"
#include "sim/simulation/battery_setup.hpp"
#include "sim/simulation/gossip_setup.hpp"
#include "sim/simulation/grid_advice.hpp"
#include "sim/simulation/run_cast.hpp"
#include "sim/simulation/run_plan.hpp"
#include "sim/trace/trace_header.hpp"

namespace roundwatt {

/// A host that aggregates at the edge, and its clients, ascending.
struct BoundAggregator {
  HostId host;
  std::vector<ClientId> clients;
};

/// A client's device and the host that asks it.
struct ClientWay {
  HostId device, asked_by;
};

/// What goes to and from a client each time that it takes part, and what it works for that.
struct ClientTraffic {
  Bytes down, up;
  Flops encoding;
  Flops hiding{};  ///< by secure aggregation, if nobody is lost
};

/// A scenario with its platform loaded, its clients bound and everything checked: ready to be simulated, once. Holds the one
/// engine of the process.
class PreparedRun {
 public:
  /// \p simgrid_arguments are SimGrid's own (--cfg=…, --log=…). \throws UserError with every problem.
  PreparedRun(const Scenario& scenario, const std::vector<std::string>& simgrid_arguments,
              MemoryLimit memory = MemoryLimit::machine);
  PreparedRun(const PreparedRun&) = delete;
  PreparedRun& operator=(const PreparedRun&) = delete;

  RunPlan plan() const;
  /// What goes to and from a client in a round.
  ClientTraffic traffic() const;
  TraceHeader header() const;

  const Scenario& scenario() const { return scenario_; }
  SimgridEngine& engine() { return engine_; }
  Fleet& fleet() { return fleet_; }
  const Fleet& fleet() const { return fleet_; }
  /// None of peers.
  HostId server() const { return server_; }
  const TrainingCost& server_cost() const { return server_cost_; }
  const std::vector<BoundClient>& clients() const { return clients_; }
  /// In mode hierarchical: the aggregators and whose clients are whose, in the order of the platform file.
  const std::vector<BoundAggregator>& aggregators() const { return aggregators_; }
  /// By client.
  std::vector<ClientWay> client_ways() const;
  /// Of each client; empty where they have none.
  std::vector<std::string> device_names() const;
  /// With learning.kind replay: what was measured.
  const std::optional<AccuracyCurve>& accuracy_curve() const { return accuracy_curve_; }
  /// With learning.kind real: what is learned and how.
  const std::optional<LearningTask>& learning() const { return learning_; }
  /// Where the scenario has labels: the samples and who has them, else null.
  const std::shared_ptr<const DataSplits>& samples() const { return samples_; }
  const std::shared_ptr<const Partition>& partition() const { return partition_; }
  /// Who has how many samples of which label, where that is known.
  const std::vector<LabelCount>& labels() const { return labels_; }
  /// With stop.carbon, carbon-aware selection or federation.wait: the grid that they count on, which knows the zones of the
  /// fleet from the start on.
  const std::optional<GridTable>& carbon_grid() const { return carbon_grid_; }
  /// With carbon-aware selection or federation.wait: what they are told of the grid, else null.
  GridAdvice* grid_advice() { return grid_advice_ ? &*grid_advice_ : nullptr; }
  /// In mode gossip: who exchanges models with whom.
  const std::optional<PeerTopology>& topology() const { return topology_; }
  /// When clients are available, or null: always.
  const Availability* availability() const { return availability_.availability.get(); }
  /// What changes of links while the run goes on, by their profiles and by platform.background.
  const std::vector<LinkChanges>& link_changes() const { return link_changes_; }
  /// The batteries that devices live on, where federation.battery says so.
  const std::optional<BatteryPlan>& batteries() const { return batteries_; }
  /// The first instant after \p now at which a device that is off now comes back for a client that is not away for good by
  /// then, or nothing.
  std::optional<double> next_return(double now) const;
  /// The same of \p hosts alone.
  std::optional<double> next_return(double now, const std::vector<HostId>& hosts) const;
  /// When hosts that have one go off and on.
  std::vector<Profile> host_profiles() const;
  /// Whether the client on \p device, if there is one, is away for good at \p from.
  bool is_lost(HostId device, double from) const;

 private:
  struct ProfiledHost {
    HostId id;
    Profile profile;
  };

  std::optional<double> return_of(const ProfiledHost& host, double now) const;
  void enlist(const RunCast& cast);
  void take_data(const RunCast& cast);
  void find_speeds();
  void connect();
  void connect_peers();
  void find_costs();
  void read_tables();
  void require_somebody_to_ask() const;
  void require_exact_solver() const;
  double bytes_of_peer() const;
  void plan_rounds(RunPlan& plan) const;
  Seconds overhead_on(const FleetHost& host, ProblemList& problems) const;
  TrainingCost cost_on(HostId host, ProblemList& problems) const;

  Scenario scenario_;
  std::vector<Problem> platform_warnings_;  ///< the check comes before all that believes the file
  PlatformFile file_;
  SimgridEngine engine_;
  Fleet fleet_;
  HostId server_;
  TrainingCost server_cost_;
  std::vector<BoundClient> clients_;
  std::vector<ClientId> client_on_;  ///< by host
  std::vector<BoundAggregator> aggregators_;
  std::optional<AccuracyCurve> accuracy_curve_;
  std::optional<GridTable> carbon_grid_;
  std::optional<GridAdvice> grid_advice_;
  std::optional<LearningTask> learning_;
  std::shared_ptr<const DataSplits> samples_;
  std::shared_ptr<const Partition> partition_;
  std::vector<LabelCount> labels_;
  AvailabilitySetup availability_;
  std::optional<PeerTopology> topology_;
  std::optional<BatteryPlan> batteries_;
  std::vector<LinkChanges> link_changes_;
  std::vector<ProfiledHost> profiled_hosts_;
};

}  // namespace roundwatt
