#include "tests/sim/scratch_text.hpp"
#include "tests/sim/simulation/small_run.hpp"
#include "tests/soft.hpp"

namespace roundwatt {

namespace {

/// platforms/small/quadruplets.xml: equal devices, which need 10 s down, 10 s of training on 10 samples and 10 s up.
std::vector<std::string> of_quadruplets(std::vector<std::string> more) {
  more.emplace_back("platform.file=" ROUNDWATT_SOURCE_DIR "/platforms/small/quadruplets.xml");
  more.emplace_back("federation.clients_per_round=2");
  return more;
}

std::string device_of(const SmallRun& run, std::int64_t client) {
  for (const ClientRow& row : run.rows<ClientRow>()) {
    if (row.id == client) return run.rows<HostRow>()[static_cast<std::size_t>(row.host)].name;
  }
  return "nobody";
}

}  // namespace

TEST_CASE("clients live where a file binds them") {
  const ScratchText file{"client,device\n1,first\n0,third\n"};
  const SmallRun run{"one-client", of_quadruplets({"data.clients=2", "federation.devices.binding=file",
                                                   "federation.devices.binding_file=" + file.name()})};
  CHECK(device_of(run, 0) == "third");
  CHECK(device_of(run, 1) == "first");
}

TEST_CASE("every wrong row of a binding is told") {
  const ScratchText file{"client,device\n0,forth\n1,first\n2,first\n1,second\n7,second\n"};
  const std::string told = file.complaint([](const std::string& name) {
    SmallRun{"one-client",
             of_quadruplets({"data.clients=3", "federation.devices.binding=file", "federation.devices.binding_file=" + name})};
  });
  CHECK_THAT(told, Catch::Matchers::StartsWith("file.csv has 4 problems:\n"
                                               "  line 2: device = 'forth' is none that federation.devices admits. Did you "
                                               "mean fourth?\n"
                                               "  line 4: device first has a client already, in line 3. Each client has one "
                                               "of its own.\n"
                                               "  line 5: client 1 has a row already. Remove one.\n"
                                               "  line 6: client = '7' must be a whole number from 0 to 2."));
}

TEST_CASE("a file of samples, of speeds and of availability may name devices") {
  const ScratchText samples{"device,samples\nfourth,20\nsecond,10\n", "samples.csv"};
  const ScratchText speeds{"client,speed\nsecond,1\nfourth,0.5\n", "speeds.csv"};
  // The run begins at 00:00 UTC.
  const ScratchText there{"device,start,end\nsecond,2021-02-15T23:00:00Z,2021-02-16T01:00Z\nfourth,0,3600\n", "there.csv"};
  const SmallRun run{
      "one-client",
      of_quadruplets({"data={clients: all, samples_per_client: null, samples_file: " + samples.name() + "}",
                      "federation.devices.speed={distribution: csv, file: " + speeds.name() + "}",
                      "federation.availability={kind: intervals, intervals: {file: " + there.name() + ", afterwards: off}}"})};
  CHECK(device_of(run, 0) == "second");
  CHECK(device_of(run, 1) == "fourth");
  const ParticipationRow slow = run.participation("fourth");
  CHECK(slow.train_end_s - slow.train_start_s == soft(40));  // twice the samples at half the speed
  CHECK(run.participation("second").end_s == soft(30));
}

}  // namespace roundwatt
