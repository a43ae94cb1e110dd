#include "sim/simulation/availability_setup.hpp"

#include <fmt/format.h>

#include <map>

#include "sim/federation/diurnal_availability.hpp"
#include "sim/federation/interval_availability.hpp"
#include "sim/federation/renewal_availability.hpp"

namespace roundwatt {

namespace {

AvailabilitySetup recorded(const Scenario& scenario, const Fleet& fleet, const std::vector<BoundClient>& bound) {
  const AvailabilityChoice& choice = scenario.federation.availability;
  const std::size_t clients = bound.size();
  AvailabilityOwners owners{clients, {}, scenario.start};
  for (const BoundClient& client : bound) {
    if (client.device) owners.devices.push_back(fleet.host(client.device).row.name);
  }
  const auto length = choice.length ? std::optional{choice.length->value()} : std::nullopt;
  const AvailabilityRecord record = read_availability(choice.file.path, owners, length);
  AvailabilitySetup setup{std::make_unique<IntervalAvailability>(record, *choice.afterwards), {}};
  if (record.empty_intervals > 0) {
    setup.warnings.push_back(
        fmt::format("{}: empty intervals that are left out: {}", choice.file.as_written, record.empty_intervals));
  }
  if (record.intervals_before_start > 0) {
    setup.warnings.push_back(fmt::format("{}: intervals that end before the run begins, at {}, and are left out: {}",
                                         choice.file.as_written, utc_text(scenario.start), record.intervals_before_start));
  }
  if (record.never_available > 0) {
    setup.warnings.push_back(
        fmt::format("{}: clients that are never available: {} of {}", choice.file.as_written, record.never_available, clients));
  }
  return setup;
}

DiurnalRules diurnal_rules(const AvailabilityChoice& choice, std::uint64_t seed) {
  return {daily_hours(*choice.from, *choice.to), choice.share, choice.jitter, seed, "availability"};
}

}  // namespace

DailyHours daily_hours(const TimeOfDay& from, const TimeOfDay& to) {
  constexpr double day_s = 86400;
  const double length = to.seconds - from.seconds;
  return {Seconds{from.seconds}, Seconds{length > 0 ? length : length + day_s}};
}

LocalClocks local_clocks(const Scenario& scenario, const Fleet& fleet, const std::vector<BoundClient>& clients,
                         const KeyValue& needed_by) {
  LocalClocks clocks{scenario.start, {}, {}};
  std::map<std::int32_t, std::size_t> zone_of_site;
  ProblemList problems;
  for (const BoundClient& client : clients) {
    const std::int32_t site_row = fleet.host(client.device).row.site;
    const auto [entry, is_new] = zone_of_site.emplace(site_row, clocks.zones.size());
    clocks.zone_of.push_back(entry->second);
    if (!is_new) continue;
    const SiteRow& site = fleet.sites()[static_cast<std::size_t>(site_row)];
    const auto zone = TimeZone::named(site.time_zone);
    if (zone) {
      clocks.zones.push_back(*zone);
    } else {
      const std::string why = site.time_zone.empty()
                                  ? "has no property time_zone"
                                  : fmt::format("has the time_zone {}, which this machine does not know", site.time_zone);
      problems.add(scenario.problem(needed_by.key, fmt::format("{} = {}, but the site {} {}. Give it one, such as "
                                                               "Europe/Paris, in the platform or in platform.defaults.zones.",
                                                               needed_by.key, needed_by.value, site.name, why)));
      clocks.zones.push_back(*TimeZone::named("Etc/UTC"));
    }
  }
  problems.throw_if_any();
  return clocks;
}

AvailabilitySetup set_up_availability(const Scenario& scenario, const Fleet& fleet, const std::vector<BoundClient>& clients) {
  const AvailabilityChoice& choice = scenario.federation.availability;
  switch (choice.kind) {
    case AvailabilityKind::always:
      break;
    case AvailabilityKind::intervals:
      return recorded(scenario, fleet, clients);
    case AvailabilityKind::renewal:
      return {std::make_unique<RenewalAvailability>(TimeDistribution{choice.mean_on, choice.shape_on},
                                                    TimeDistribution{choice.mean_off, choice.shape_off}, scenario.seed),
              {}};
    case AvailabilityKind::diurnal:
      return {std::make_unique<DiurnalAvailability>(
                  local_clocks(scenario, fleet, clients, {"federation.availability.kind", "diurnal"}),
                  diurnal_rules(choice, scenario.seed)),
              {}};
  }
  return {};
}

}  // namespace roundwatt
