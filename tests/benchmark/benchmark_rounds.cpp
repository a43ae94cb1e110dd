/// How fast rounds are played, against SimGrid alone. Each call is one measurement in a process of its own (an engine's clock
/// does not restart) and prints one line: processor seconds and client-rounds.
///
///   benchmark_rounds roundwatt SCENARIO TRACE   simulate() of a scenario
///   benchmark_rounds bare SCENARIO             the same transfers and executions by actors that do nothing else
///   benchmark_rounds write TRACE COPY          writing all rows of a trace once more
///   benchmark_rounds engine                    an engine constructed, nothing loaded (for whole-process times)

#include <fmt/format.h>

#include <ctime>
#include <string>
#include <tuple>

#include "sim/actors/synchronous_server.hpp"
#include "sim/platform/simgrid_api.hpp"
#include "sim/scenario/read_scenario.hpp"
#include "sim/simulation/simulation.hpp"
#include "sim/trace/trace_reader.hpp"
#include "sim/trace/trace_writer.hpp"

namespace roundwatt {
namespace {

namespace sg = simgrid::s4u;

double processor_seconds() {
  timespec time{};
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time);
  return static_cast<double>(time.tv_sec) + 1e-9 * static_cast<double>(time.tv_nsec);
}

template <class Work>
void measure(const Work& work) {
  const double before = processor_seconds();
  const auto units = work();
  fmt::print("{:.6f} {}\n", processor_seconds() - before, units);
}

int play(const std::string& file, const std::string& output) {
  const Scenario scenario = read_scenario(file);
  PreparedRun run{scenario, {}};
  TraceWriter trace{output, run.header()};
  std::int64_t client_rounds = 0;
  measure([&] {
    simulate(run, trace, [&](const RoundRow& round, std::optional<double>) { client_rounds += round.selected; });
    return client_rounds;
  });
  return 0;
}

/// One client's part in a round, bare.
void take_part(const PreparedRun& run, sg::Host* server, sg::Host* device, double flops, const sg::SemaphorePtr& done) {
  const auto bytes = static_cast<std::uint64_t>(run.scenario().workload.model.size.value());
  sg::Comm::sendto_async(server, device, bytes)->wait();
  sg::this_actor::exec_init(flops)->set_host(device)->wait();
  sg::Comm::sendto_async(device, server, bytes)->wait();
  done->release();
}

int play_bare(const std::string& file) {
  PreparedRun run{read_scenario(file), {}};
  const auto rounds = run.scenario().stop.rounds.value_or(1);
  const auto size = static_cast<std::size_t>(run.scenario().federation.clients_per_round);
  sg::Host* server = run.fleet().host(run.server()).simgrid;
  start_actor("server", run.engine().stage(), [&] {
    const sg::SemaphorePtr done = sg::Semaphore::create(0);
    EligibleClients all{run.clients().size()};
    for (const BoundClient& client : run.clients()) all.add(client.id);
    for (std::int64_t round = 1; round <= rounds; ++round) {
      for (const ClientId id :
           select_uniformly(all, size, RandomStream{run.scenario().seed, "selection", static_cast<std::uint64_t>(round)})) {
        const BoundClient& client = run.clients()[id.index()];
        sg::Host* device = run.fleet().host(client.device).simgrid;
        const double flops = client.cost.per_sample.value() * static_cast<double>(client.samples);
        start_actor("client", run.engine().stage(), [&, device, flops] { take_part(run, server, device, flops, done); });
      }
      for (std::size_t i = 0; i < size; ++i) done->acquire();
    }
  });
  measure([&] {
    run.engine().get().run();
    return rounds * static_cast<std::int64_t>(size);
  });
  return 0;
}

template <class... Rows>
std::uint64_t copy_rows(const TraceReader& from, TraceWriter& to, const std::tuple<Rows...>*) {
  const auto tables = std::make_tuple(from.read_all<Rows>()...);
  std::uint64_t rows = 0;
  measure([&] {
    const auto copy = [&](const auto& table) {
      for (const auto& row : table) to.append(row, 0);
      rows += table.size();
    };
    std::apply([&](const auto&... table) { (copy(table), ...); }, tables);
    to.finish(from.header().end_s, from.header().end_reason);
    return rows;
  });
  return rows;
}

int write_again(const std::string& file, const std::string& output) {
  const TraceReader from{file};
  TraceWriter to{output, from.header()};
  copy_rows(from, to, static_cast<const AllRows*>(nullptr));
  return 0;
}

int run(const std::vector<std::string>& words) {
  if (words.size() == 3 && words[0] == "roundwatt") return play(words[1], words[2]);
  if (words.size() == 2 && words[0] == "bare") return play_bare(words[1]);
  if (words.size() == 3 && words[0] == "write") return write_again(words[1], words[2]);
  if (words.size() == 1 && words[0] == "engine") {
    const SimgridEngine engine{NetworkModel::lv08, {}};
    return 0;
  }
  fmt::print(stderr, "usage: benchmark_rounds roundwatt SCENARIO TRACE | bare SCENARIO | write TRACE COPY | engine\n");
  return 2;
}

}  // namespace
}  // namespace roundwatt

int main(int count, char** words) { return roundwatt::run({words + 1, words + count}); }
