#include <unistd.h>

#include <filesystem>
#include <string>

#include "sim/actors/processor.hpp"
#include "sim/actors/run_control.hpp"
#include "sim/actors/transport.hpp"
#include "sim/platform/simgrid_api.hpp"
#include "sim/platform/simgrid_engine.hpp"
#include "sim/trace/trace_reader.hpp"
#include "tests/soft.hpp"

namespace roundwatt {

namespace {

namespace sg = simgrid::s4u;

/// Some hosts of a platform of platforms/small on a stage without a scenario: what actors are made of, tested alone.
class Workbench {
 public:
  Workbench(const std::string& platform, const std::vector<std::string>& hosts)
      : file_{std::string{ROUNDWATT_SOURCE_DIR} + "/platforms/small/" + platform},
        engine_{NetworkModel::textbook, {}},
        fleet_{file_, defaults_},
        path_{std::filesystem::temp_directory_path() / ("roundwatt-bench-" + std::to_string(getpid()) + ".h5")},
        trace_{path_, TraceHeader{}} {
    engine_.load(file_);
    for (const std::string& name : hosts) {
      for (const HostCandidate& candidate : fleet_.candidates()) {
        if (candidate.name == name) ids_.push_back(fleet_.enlist(candidate));
      }
    }
    for (const HostId id : ids_) {
      if (id != ids_.front()) fleet_.connect(ids_.front(), id);
    }
    fleet_.seal();
    recorder_.emplace(fleet_, TraceChoice{}, trace_);
    transport_.emplace(fleet_, *recorder_, instant_, engine_.solves_exactly());
    processor_.emplace(fleet_, *recorder_, instant_);
  }
  ~Workbench() { std::filesystem::remove(path_); }

  HostId id(std::size_t index) const { return ids_[index]; }

  /// An actor that sends after a while.
  void send_at(double instant, HostId from, HostId to, double bytes) {
    start_actor("sender", engine_.stage(), [=, this] {
      sg::this_actor::sleep_until(instant);
      RunControl::Enrolled enrolled{control_};
      transport_->send(from, to, Bytes{bytes}, 1, enrolled.cancellation);
    });
  }
  /// An actor that computes after a while.
  void compute_at(double instant, HostId host, double flops, Activity activity) {
    start_actor("worker", engine_.stage(), [=, this] {
      sg::this_actor::sleep_until(instant);
      RunControl::Enrolled enrolled{control_};
      processor_->compute(host, Flops{flops}, activity, enrolled.cancellation);
    });
  }
  /// Plays to the end and opens the trace.
  TraceReader play() {
    engine_.get().run();
    recorder_->finish(sg::Engine::get_clock());
    trace_.finish(sg::Engine::get_clock(), "test");
    return TraceReader{path_};
  }

 private:
  PlatformDefaults defaults_;
  PlatformFile file_;
  SimgridEngine engine_;
  Fleet fleet_;
  std::filesystem::path path_;
  TraceWriter trace_;
  std::vector<HostId> ids_;
  std::optional<Recorder> recorder_;
  Instant instant_;
  std::optional<Transport> transport_;
  std::optional<Processor> processor_;
  RunControl control_;
};

}  // namespace

TEST_CASE("a link is charged what it carried, though a flow's rate changed because of another link") {
  // wide: 10 MB/s, 0 to 100 W; narrow: 1 MB/s; far crosses both, near only narrow. far sends 10 MB from 0 s, near 5 MB from 5
  // s: 1 MB/s until 5 s, then half each until 15 s. wide has carried 10 MB: 1 s of airtime, 100 J.
  Workbench bench{"contention.xml", {"server", "far", "near"}};
  bench.send_at(0, bench.id(1), bench.id(0), 10e6);
  bench.send_at(5, bench.id(2), bench.id(0), 5e6);
  const TraceReader trace = bench.play();
  CHECK(trace.header().end_s == soft(15));
  const auto links = trace.read_all<LinkRow>();
  bool seen = false;
  for (const LinkEnergyRow& row : trace.read_all<LinkEnergyRow>()) {
    if (row.energy_j == 0) continue;
    seen = true;
    CHECK(row.bytes == soft(10e6));
    CHECK(row.airtime_s == soft(1));
    CHECK(row.energy_j == soft(100));
    CHECK(row.busy_s == soft(15));
  }
  CHECK(seen);
}

TEST_CASE("a server that receives from three while it aggregates does both, and is labelled by the work") {
  // Three lines of 1 MB/s and 0.1 s: 1 MB each arrives at 1.1 s. From 0.5 s the server aggregates 1e10 flop at 1e10 flop/s.
  Workbench bench{"failing.xml", {"server", "steady", "dies-training", "dies-uploading"}};
  for (std::size_t client = 1; client <= 3; ++client) bench.send_at(0, bench.id(client), bench.id(0), 1e6);
  bench.compute_at(0.5, bench.id(0), 1e10, Activity::aggregate);
  const TraceReader trace = bench.play();
  std::vector<HostEnergyRow> server;
  for (const HostEnergyRow& row : trace.read_all<HostEnergyRow>()) {
    if (row.host == bench.id(0).row) server.push_back(row);
  }
  REQUIRE(server.size() == 3);
  // 0-0.5 s: download, 0.5-1.1 s: aggregates and receives, 1.1-1.5 s: aggregates.
  CHECK(server[0].activity == Activity::download);
  CHECK(server[0].end_s == soft(0.5));
  CHECK(server[1].activity == Activity::aggregate);
  CHECK(server[1].rx == 1);
  CHECK(server[1].end_s == soft(1.1));
  CHECK(server[2].activity == Activity::aggregate);
  CHECK(server[2].rx == 0);
  CHECK(server[2].end_s == soft(1.5));
  // 100 W idle, 200 W busy, no radio.
  CHECK(server[1].energy_j == soft(0.6 * 200));
}

}  // namespace roundwatt
