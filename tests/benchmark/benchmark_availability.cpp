/// What it costs to select 100 clients of a fleet by availability: processor seconds and rounds a second, for each kind and
/// size. Rounds are a minute apart, from the start of a day on; the first one also pays for all that is learned of the fleet.
///
///   benchmark_availability

#include <fmt/format.h>

#include <ctime>
#include <memory>

#include "sim/federation/client_pool.hpp"
#include "sim/federation/diurnal_availability.hpp"
#include "sim/federation/renewal_availability.hpp"

namespace roundwatt {
namespace {

double processor_seconds() {
  timespec time{};
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time);
  return static_cast<double>(time.tv_sec) + 1e-9 * static_cast<double>(time.tv_nsec);
}

struct Case {
  const char* name;
  std::unique_ptr<const Availability> (*make)(std::size_t clients);
};

std::unique_ptr<const Availability> renewal(Seconds on, Seconds off) {
  return std::make_unique<RenewalAvailability>(TimeDistribution{on, 1}, TimeDistribution{off, 1}, 1);
}

std::unique_ptr<const Availability> nightly(std::size_t clients) {
  const LocalClocks clocks{*parse_utc("2021-03-01"), {*TimeZone::named("Europe/Paris")}, std::vector<std::size_t>(clients, 0)};
  return std::make_unique<DiurnalAvailability>(
      clocks, DiurnalRules{{Seconds{22 * 3600.0}, Seconds{9 * 3600.0}}, 0.9, Seconds{3600}, 1});
}

const Case cases[] = {{"always", [](std::size_t) { return std::unique_ptr<const Availability>{}; }},
                      {"renewal, 3 of 4 there", [](std::size_t) { return renewal(Seconds{5400}, Seconds{1800}); }},
                      {"renewal, 1 of 50 there", [](std::size_t) { return renewal(Seconds{600}, Seconds{29400}); }},
                      {"diurnal, a night and a day", nightly}};

void measure(const Case& one, std::size_t clients) {
  constexpr std::uint64_t rounds = 1440;
  const auto availability = one.make(clients);
  ClientPool pool{clients, availability.get()};
  for (std::size_t i = 0; i < clients; ++i) pool.admit(ClientId{i});
  const double start = processor_seconds();
  double first = 0;
  std::size_t selected = 0;
  for (std::uint64_t round = 0; round < rounds; ++round) {
    selected += pool.select(100, 60.0 * static_cast<double>(round), RandomStream{1, "selection", round}).size();
    if (round == 0) first = processor_seconds() - start;
  }
  const double all = processor_seconds() - start;
  fmt::print("{:<28} {:>8} clients  first round {:.4f} s  {:>9.0f} rounds/s  {:.1f} selected a round\n", one.name, clients,
             first, static_cast<double>(rounds) / all, static_cast<double>(selected) / static_cast<double>(rounds));
}

}  // namespace
}  // namespace roundwatt

int main() {
  for (const roundwatt::Case& one : roundwatt::cases) {
    for (const std::size_t clients : {std::size_t{10000}, std::size_t{100000}, std::size_t{1000000}}) {
      roundwatt::measure(one, clients);
    }
  }
  return 0;
}
