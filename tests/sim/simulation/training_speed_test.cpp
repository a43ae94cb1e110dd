#include "sim/simulation/training_speed.hpp"

#include "sim/base/text_file.hpp"
#include "sim/scenario/read_scenario.hpp"
#include "sim/simulation/known_hardware.hpp"
#include "tests/catch.hpp"
#include "tests/sim/scratch_text.hpp"
#include "tests/soft.hpp"

namespace roundwatt {

namespace {

Scenario small(const std::string& name, std::vector<std::string> overrides) {
  return read_scenario(ROUNDWATT_SOURCE_DIR "/scenarios/small/" + name + ".yaml", overrides);
}

}  // namespace

TEST_CASE("what a participation takes by phase") {
  // 10 MB at 1 MB/s and 0.1 s each way: 10.1 s; 10 samples of 1 Gf in two batches of 5 that add 0.5 s each, at 1 Gf/s: 11 s.
  // Idle 5 W, busy 50 W, 1 W receiving, 2 W sending: 60.6, 550 and 70.7 J.
  PreparedRun run{small("one-client", {"workload.compute.overhead_per_batch=0.5s", "learning.local.batch_size=5"}), {}};
  const auto speeds = training_speeds(run);
  REQUIRE(speeds.size() == 1);
  CHECK(speeds[0].model == "device");
  CHECK(speeds[0].hosts == 1);
  CHECK(speeds[0].samples_per_second == soft(10.0 / 11));
  CHECK(speeds[0].part.download_s == soft(10.1));
  CHECK(speeds[0].part.train_s == soft(11));
  CHECK(speeds[0].part.upload_s == soft(10.1));
  CHECK(speeds[0].part.download_j == soft(60.6));
  CHECK(speeds[0].part.train_j == soft(550));
  CHECK(speeds[0].part.upload_j == soft(70.7));
  CHECK(doubtful_speeds(run).empty());
}

TEST_CASE("an overhead goes by model where it is given so") {
  PreparedRun run{small("one-client", {"workload.compute.overhead_per_batch_by_model={device: 2s}",
                                       "workload.compute.overhead_per_batch=0.5s"}),
                  {}};
  CHECK(training_speeds(run)[0].part.train_s == soft(12));  // one batch of 10
}

TEST_CASE("the server that trains alone is told by epoch") {
  PreparedRun run{small("centralized", {"workload.compute.overhead_per_batch=0.5s"}), {}};
  const auto speeds = training_speeds(run);
  REQUIRE(speeds.size() == 1);
  CHECK(speeds[0].model == "server");
  CHECK(speeds[0].part.download_s == 0);
  CHECK(speeds[0].part.train_s > 0);
}

TEST_CASE("a speed that no such device has been measured to have is doubted") {
  // 10 operations at 1 Gf/s: 10 ns.
  Scenario scenario = small("one-client", {"workload.compute.flops_per_sample=1f"});
  scenario.workload.overhead_per_batch.reset();
  const PreparedRun run{scenario, {}};
  const auto told = doubtful_speeds(run);
  REQUIRE(told.size() == 2);
  CHECK_THAT(told[0], StartsWith("workload.compute: a batch takes device 1e-05 ms. Frameworks take 1 ms or more to start one"));
  CHECK_THAT(told[1], StartsWith("workload.compute.overhead_per_batch is not said, and 0 is taken"));
}

TEST_CASE("a board that computes faster than its peak allows is doubted by name") {
  // A Jetson Nano has 0.236 Tflop/s at its peak; here one sustains 0.3, as if it trained 304,000 samples of an MLP a second.
  std::string xml = read_text_file(ROUNDWATT_SOURCE_DIR "/platforms/small/one-client.xml");
  const auto replace = [&](const std::string& from, const std::string& to) { xml.replace(xml.find(from), from.size(), to); };
  replace("speed=\"1Gf\"", "speed=\"363Gf\"");
  replace("<prop id=\"model\" value=\"device\"/>", "<prop id=\"model\" value=\"jetson-nano\"/>");
  const ScratchText file{xml, "platform.xml"};
  const PreparedRun run{small("one-client", {"platform.file=" + file.name(), "workload.compute.flops_per_sample=1.194Mf"}), {}};
  const auto told = doubtful_speeds(run);
  REQUIRE(told.size() == 1);
  CHECK_THAT(told[0], StartsWith("workload.compute: jetson-nano trains 3.04e+05 samples/s, 3.63e+11 flop/s. A Jetson Nano does "
                                 "9.44e+10 flop/s at most (0.4 of its peak in FP32, a judgement; docs/assumptions.md)."));
}

TEST_CASE("hardware is known by its usual names") {
  for (const char* name : {"jetson-tx2", "Jetson TX2", "tegra-x2"}) CHECK(known_hardware(name)->name == "Jetson TX2");
  for (const char* name : {"pi-4b", "Raspberry Pi 4B", "rpi4", "raspberry-pi"})
    CHECK(known_hardware(name)->name == "Raspberry Pi 4B");
  CHECK(known_hardware("jetson-nano")->name == "Jetson Nano");
  CHECK(known_hardware("jetson-orin-nano")->name == "Jetson Orin Nano");
  CHECK(known_hardware("v100-server")->most_flop_s == soft(367 * 6 * 4.089e9));
  CHECK(known_hardware("phone") == nullptr);
  CHECK(known_hardware("device-t4") == nullptr);
}

}  // namespace roundwatt
