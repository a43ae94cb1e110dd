#pragma once

#include <memory>
#include <string>
#include <vector>

#include "sim/actors/client.hpp"
#include "sim/federation/availability.hpp"
#include "sim/federation/diurnal_availability.hpp"
#include "sim/platform/fleet.hpp"
#include "sim/scenario/scenario.hpp"

namespace roundwatt {

/// When the clients of a run are available, and what its user should know about that.
struct AvailabilitySetup {
  std::unique_ptr<const Availability> availability;  ///< null: always
  std::vector<std::string> warnings;
};

/// From \p from to \p to on the local clock, over midnight where it is the earlier one.
DailyHours daily_hours(const TimeOfDay& from, const TimeOfDay& to);

/// A key of the scenario and what it says.
struct KeyValue {
  std::string key, value;
};

/// The clocks at the clients' devices, which \p needed_by needs. \throws UserError with every site that has none.
LocalClocks local_clocks(const Scenario& scenario, const Fleet& fleet, const std::vector<BoundClient>& clients,
                         const KeyValue& needed_by);

/// Reads and builds what federation.availability says. \throws UserError with every problem: of the file, or of sites without a
/// clock.
AvailabilitySetup set_up_availability(const Scenario& scenario, const Fleet& fleet, const std::vector<BoundClient>& clients);

}  // namespace roundwatt
