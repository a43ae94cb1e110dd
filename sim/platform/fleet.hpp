#pragma once

#include <map>
#include <optional>
#include <set>
#include <simgrid/s4u.hpp>
#include <string>
#include <unordered_map>
#include <vector>

#include "sim/base/error.hpp"
#include "sim/base/id.hpp"
#include "sim/energy/host_meter.hpp"
#include "sim/energy/link_meter.hpp"
#include "sim/platform/flow_mix.hpp"
#include "sim/platform/link_changes.hpp"
#include "sim/platform/platform_file.hpp"
#include "sim/platform/property_reader.hpp"
#include "sim/scenario/scenario.hpp"
#include "sim/trace/records.hpp"

namespace roundwatt {

/// A host of the platform before a run has decided whether to use it.
struct HostCandidate {
  std::size_t declaration = 0;  ///< in PlatformFile::hosts()
  std::string name;
  HostKind kind{};
  std::string model;
  std::string site;
};

/// The battery that a device declares, and its charger.
struct DeviceBattery {
  Joules capacity;
  Watts charge;
  double efficiency = 1;
};

/// A host that the run uses.
struct FleetHost {
  HostRow row;
  simgrid::s4u::Host* simgrid = nullptr;
  double peak_flop_s = 0;  ///< of one core; 0 where the platform does not say
  std::string state_profile;
  std::optional<DeviceBattery> battery;  ///< of a device that declares one
  std::vector<HostStateRow> pstates;     ///< empty for a host with a single pstate
};

/// The links from one host to another in SimGrid's hands, and what latency they and the zones add up to.
struct SimgridWay {
  std::vector<simgrid::s4u::Link*> links;
  double latency_s = 0;
};

/// The devices, servers, links and sites that a run uses, with all that the trace says of them. Everything a run uses must have
/// its physical figures: problems are collected, and thrown together by throw_if_any_problem().
class Fleet {
 public:
  /// \p places say where the scenario gives its defaults, by key.
  Fleet(const PlatformFile& file, const PlatformDefaults& defaults, const std::map<std::string, KeyPlace>& places = {});

  /// All hosts that the platform declares, in the order of the file.
  std::vector<HostCandidate> candidates() const;

  /// Makes hosts that SimGrid creates from now on carry the powers that they inherit, for its host_energy plugin. Call it
  /// before the plugin is set up and the platform loaded.
  void give_powers_to_simgrid() const;

  /// Takes a host into the run.
  HostId enlist(const HostCandidate& candidate);
  /// Takes the links between two enlisted hosts into the run, both ways. Call it for all pairs before route().
  void connect(HostId a, HostId b);
  /// Makes a link that is in use \p factor times as fast as the platform says, as if it said so. Call it before seal().
  void scale_link(simgrid::s4u::Link& link, double factor);
  /// Whether the platform gives a link that is in use rates that change with time.
  bool has_bandwidth_profile(const simgrid::s4u::Link& link) const;
  /// The links in use whose declared names match \p pattern, in which * stands for anything: both directions of a split one, in
  /// the order of their names.
  std::vector<simgrid::s4u::Link*> links_matching(const std::string& pattern) const;
  /// Links on which SimGrid's weights starve some of the flows that connect() makes possible, in the order of their names.
  std::vector<std::string> weight_warnings(NetworkModel model) const;
  /// What the platform's profiles change of the links in use, in the order of the file.
  std::vector<LinkChanges> link_changes() const;
  /// \throws UserError with everything that enlist() and connect() missed. Gives the links their numbers, in the order of the
  /// file.
  void seal();

  const std::vector<SiteRow>& sites() const { return sites_; }
  const std::vector<FleetHost>& hosts() const { return hosts_; }
  const std::vector<LinkRow>& links() const { return links_; }
  const FleetHost& host(HostId id) const { return hosts_[id.index()]; }
  /// Whether it is a station of an access point.
  bool is_on_wifi(HostId id) const { return stations_[id.index()].has_value(); }
  /// What flows from one host to another cross. Kept for the next time.
  const Route& route(HostId from, HostId to);
  /// Time of a transfer that is alone on its way, as the platform declares latencies and rates: the slowest link decides.
  Seconds lone_time(HostId from, HostId to, Bytes size);
  /// The same way as SimGrid has it now.
  SimgridWay simgrid_way(HostId from, HostId to) const;
  std::vector<simgrid::s4u::Link*> simgrid_route(HostId from, HostId to) const;

  std::vector<MeteredHost> metered_hosts() const;
  std::vector<Watts> dynamic_link_powers() const;

 private:
  struct UsedLink {
    std::size_t order = 0;  ///< in the file; links that SimGrid makes itself follow their cluster
    std::string name;
    LinkRow row;
    double declared_byte_s = 0;  ///< bandwidth in the file, before scale_link()
  };
  struct WifiStation {
    std::size_t link;  ///< declaration of the access point
    double rate_byte_s;
  };

  void describe_host(FleetHost& host, const HostCandidate& candidate, const PropertyReader& reader);
  static void describe_battery(FleetHost& host, const PropertyReader& reader);
  void describe_powers(FleetHost& host, const PropertyReader& reader);
  std::int32_t site_of(std::size_t scope, const std::string& needed_by);
  std::optional<WifiStation> station_of(const FleetHost& host, const DeclaredHost& declared);
  std::string absence_of_route(HostId from, HostId to) const;
  void note_cells(HostId from, HostId to, const SimgridWay& way);
  void refuse_mixed_cells();
  void use_route(HostId from, HostId to);
  void mix_flows(HostId from, HostId to, const SimgridWay& way);
  UsedLink& use_link(const simgrid::s4u::Link* link);
  UsedLink describe_link(const std::string& name, std::size_t scope, const simgrid::s4u::Link* link, Duplex duplex);

  const PlatformFile& file_;
  bool has_empty_zone_;
  ScenarioDefaults defaults_;
  ProblemList problems_;
  std::vector<SiteRow> sites_;
  std::map<std::string, std::int32_t> site_by_name_;
  std::vector<FleetHost> hosts_;
  std::vector<std::optional<WifiStation>> stations_;  ///< by host
  std::vector<std::size_t> declarations_;             ///< scopes in the file, by host
  /// What crosses an access point's link: stations that talk to each other, and a way that goes on to another link.
  struct Cell {
    std::optional<std::pair<HostId, HostId>> inside;
    std::string way_out;
  };
  std::map<std::string, Cell> cells_;  ///< by the name of the link
  std::map<std::string, HostId> host_by_name_;
  std::map<std::string, UsedLink> used_links_;                            ///< by declared name
  std::unordered_map<const simgrid::s4u::Link*, UsedLink*> declared_of_;  ///< what each SimGrid link in use is of
  std::unordered_map<const simgrid::s4u::Link*, FlowMix> mixes_;          ///< of wired links
  std::vector<LinkRow> links_;
  std::unordered_map<const simgrid::s4u::Link*, LinkId> link_id_;
  std::unordered_map<std::uint64_t, Route> routes_;
};

}  // namespace roundwatt
