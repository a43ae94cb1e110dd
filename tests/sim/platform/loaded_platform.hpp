#pragma once

#include <filesystem>
#include <string>

#include "sim/platform/fleet.hpp"
#include "sim/platform/simgrid_engine.hpp"

namespace roundwatt {

/// A platform file in SimGrid's hands; at most one in each test.
class LoadedPlatform {
 public:
  explicit LoadedPlatform(const std::filesystem::path& path, const PlatformDefaults& defaults = {})
      : file_{path}, defaults_{defaults}, fleet_{file_, defaults_} {
    engine_.load(file_);
  }

  /// Takes all hosts into the run, and every way between the first and another.
  Fleet& enlist_all() {
    for (const HostCandidate& candidate : fleet_.candidates()) fleet_.enlist(candidate);
    for (std::size_t i = 1; i < fleet_.hosts().size(); ++i) fleet_.connect(HostId{0}, HostId{i});
    return fleet_;
  }

 private:
  PlatformFile file_;
  PlatformDefaults defaults_;
  SimgridEngine engine_{NetworkModel::textbook, {}};
  Fleet fleet_;
};

/// SimGrid insists on both.
inline const std::string prolog = "<?xml version=\"1.0\"?>\n<!DOCTYPE platform SYSTEM \"https://simgrid.org/simgrid.dtd\">\n";

inline const std::string server_of_fra = R"(<zone id="dc" routing="Full">
    <prop id="site" value="dc"/> <prop id="site_kind" value="data-centre"/> <prop id="grid_zone" value="FRA"/>
    <prop id="pue" value="1.5"/>
    <host id="server" speed="10Gf">
      <prop id="wattage_per_state" value="100:100:200"/> <prop id="wattage_off" value="0"/>
      <prop id="radio_rx_w" value="0"/> <prop id="radio_tx_w" value="0"/> <prop id="reserved_share" value="0.1"/>
    </host>
  </zone>)";

inline const std::string device_properties =
    R"(<prop id="wattage_per_state" value="5:5:50"/> <prop id="wattage_off" value="0"/>
    <prop id="radio_rx_w" value="1"/> <prop id="radio_tx_w" value="2"/>)";

inline const std::string home_site =
    R"(<prop id="site" value="home"/> <prop id="site_kind" value="edge"/> <prop id="grid_zone" value="CHN"/>)";

/// A platform with that server, and \p inside beside it.
inline std::string world(const std::string& inside) {
  return prolog + "<platform version=\"4.1\">\n<zone id=\"world\" routing=\"Full\">\n  " + server_of_fra + "\n" + inside +
         "\n</zone>\n</platform>\n";
}

}  // namespace roundwatt
