#include "sim/scenario/availability_keys.hpp"

#include "sim/scenario/number_format.hpp"
#include "sim/scenario/time_of_day_format.hpp"

namespace roundwatt {

namespace {

void declare_intervals(KeyList& keys, AvailabilityChoice& availability, const Scope& scope) {
  keys.section("federation.availability.intervals", "Availability as recorded.", scope);
  keys.add_if_stated(
      "federation.availability.intervals.file", file_value(), availability.file,
      required_if("when federation.availability.kind is intervals", scope.holds),
      "CSV with the columns client (a number from 0 or the name of its device), start and end (seconds since the start, or "
      "timestamps in UTC or with an offset); a client is there in [start, end).");
  keys.add("federation.availability.intervals.length", quantity<Seconds>(above(0)), availability.length,
           when_absent("until the last end in the file"), "Length of the record, from 0.");
  keys.add("federation.availability.intervals.afterwards",
           choice<AfterRecord>({{"wrap", AfterRecord::wrap}, {"hold", AfterRecord::hold}, {"off", AfterRecord::off}}),
           availability.afterwards, required_if("when federation.availability.kind is intervals", scope.holds),
           "wrap: the record begins anew; hold: what held at its end; off: nobody is there.");
}

void declare_renewal(KeyList& keys, AvailabilityChoice& availability, const Scope& scope) {
  const Need need = required_if("when federation.availability.kind is renewal", scope.holds);
  constexpr double shortest_mean = 1;  // second: a run may last 1e9 of them
  keys.section("federation.availability.renewal", "Times on and off, each drawn from a Weibull distribution of its own.",
               scope);
  keys.add_if_stated("federation.availability.renewal.mean_on", quantity<Seconds>(at_least(shortest_mean)),
                     availability.mean_on, need, "Mean time that a client is there.");
  keys.add_if_stated("federation.availability.renewal.mean_off", quantity<Seconds>(at_least(shortest_mean)),
                     availability.mean_off, need, "Mean time that it is away.");
  const ValueRange shapes{0.1, true, 100};
  keys.add("federation.availability.renewal.shape_on", number(shapes), availability.shape_on, optional_key(),
           "Shape k of the times on, mean = scale · Γ(1 + 1/k); 1: exponential.");
  keys.add("federation.availability.renewal.shape_off", number(shapes), availability.shape_off, optional_key(),
           "Shape of the times off.");
}

void declare_diurnal(KeyList& keys, AvailabilityChoice& availability, const Scope& scope) {
  const Need need = required_if("when federation.availability.kind is diurnal", scope.holds);
  keys.section("federation.availability.diurnal", "Hours of the local day, by the time_zone of a client's site.", scope);
  keys.add("federation.availability.diurnal.from", time_of_day(), availability.from, need, "When clients come.");
  keys.add("federation.availability.diurnal.to", time_of_day(), availability.to, need,
           "When they leave; the next day where it is before from.");
  keys.add("federation.availability.diurnal.share", number({0.01, true, 1}), availability.share, optional_key(),
           "Share of its days on which a client comes, drawn for each client and day.");
  keys.add("federation.availability.diurnal.jitter", quantity<Seconds>({0, true, 43200}), availability.jitter, optional_key(),
           "Largest shift of a client's hours, either way; uniform, one for each client.");
}

}  // namespace

void declare_availability(KeyList& keys, Federation& federation) {
  AvailabilityChoice& availability = federation.availability;
  const auto scope_of = [&federation](const std::string& word, AvailabilityKind kind) {
    return Scope{"federation.availability.kind is not " + word,
                 [&federation, kind] { return asks_clients(federation.mode) && federation.availability.kind == kind; }};
  };
  const Scope when_asked{"federation.mode is centralized or gossip", [&federation] { return asks_clients(federation.mode); }};
  keys.section("federation.availability", "When clients can take part: docs/methods/availability.md.", when_asked);
  keys.add("federation.availability.kind",
           choice<AvailabilityKind>({{"always", AvailabilityKind::always},
                                     {"intervals", AvailabilityKind::intervals},
                                     {"renewal", AvailabilityKind::renewal},
                                     {"diurnal", AvailabilityKind::diurnal}}),
           availability.kind, optional_key(),
           "always; intervals: as recorded; renewal: random times on and off; diurnal: hours of the local day.");
  declare_intervals(keys, availability, scope_of("intervals", AvailabilityKind::intervals));
  declare_renewal(keys, availability, scope_of("renewal", AvailabilityKind::renewal));
  declare_diurnal(keys, availability, scope_of("diurnal", AvailabilityKind::diurnal));
  keys.section("federation.failure_detection", "How the server learns that a client has left, or has failed.", when_asked);
  keys.add("federation.failure_detection.timeout", quantity<Seconds>(at_least(0)), federation.failure_timeout, optional_key(),
           "Time after which it gives up a client that is lost; 0: it learns at once.");
}

}  // namespace roundwatt
