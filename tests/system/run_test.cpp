#include <nlohmann/json.hpp>

#include "tests/one_client_platform.hpp"
#include "tests/system/command.hpp"

using namespace roundwatt;

TEST_CASE("a run says on stdout what came of it, and nothing on stderr") {
  const ScratchFolder folder;
  const CommandResult run = run_roundwatt({"run", small_scenario("one-client")}, folder.path());
  CHECK(run.exit_code == 0);
  // The client 631.3 J; the server idles at 100 W for 30.2 s, x PUE 1.5: 4530 J; the line 2 W for 20.2 s, and for 20 s, one way of
  // two at its rate, 1 W more: 60.4 J. 5221.7 J at 56.039 g/kWh: 81.28 mg.
  CHECK(run.out == "one-client.h5: 1 round in 30.2 s of simulated time; ended by rounds\n"
                   "  accuracy not known; energy 5221.7 J (1.45 Wh) at the meter; CO2e 81.28 mg (the yearly table); boundary "
                   "participation\n");
  CHECK(run.err == "");
  CHECK(std::filesystem::exists(folder.file("one-client.h5")));
}

TEST_CASE("with --json there is one JSON object on stdout") {
  const ScratchFolder folder;
  const CommandResult run = run_roundwatt({"run", small_scenario("one-client"), "--json", "-o", folder.file("a.h5")});
  CHECK(run.exit_code == 0);
  CHECK(run.err == "");
  const auto json = nlohmann::json::parse(run.out);
  CHECK(json.at("trace") == folder.file("a.h5"));
  CHECK(json.at("end_s").get<double>() == Approx(30.2));
  CHECK(json.at("end_reason") == "rounds");
  CHECK(json.at("rounds") == 1);
  CHECK(json.at("accuracy").is_null());
  CHECK(json.at("energy_j").get<double>() == Approx(5221.7));
  CHECK(json.at("co2e_g").get<double>() == Approx(5221.7 / 3.6e6 * 56.039));
  CHECK(json.at("boundary") == "participation");
  CHECK(json.at("grid") == "the yearly table");
}

TEST_CASE("with --quiet a run prints nothing, warnings included") {
  const ScratchFolder folder;
  const std::string lazy = "--cfg=network/optim:Lazy";
  const CommandResult warned = run_roundwatt({"run", small_scenario("one-client"), "-o", folder.file("a.h5"), lazy});
  CHECK(warned.exit_code == 0);
  CHECK_THAT(warned.err, StartsWith("warning: network/optim is not Full"));
  const CommandResult quiet = run_roundwatt({"run", small_scenario("one-client"), "-o", folder.file("b.h5"), lazy, "--quiet"});
  CHECK(quiet.exit_code == 0);
  CHECK(quiet.out + quiet.err == "");
}

TEST_CASE("a file is never overwritten unless --force says so, and then only once the new one is whole") {
  const ScratchFolder folder;
  const std::vector<std::string> run{"run", small_scenario("one-client"), "-o", folder.file("a.h5"), "--quiet"};
  const auto with = [&](const std::vector<std::string>& more) {
    std::vector<std::string> words = run;
    words.insert(words.end(), more.begin(), more.end());
    return run_roundwatt(words);
  };
  REQUIRE(with({}).exit_code == 0);
  const std::string first = digest(folder.file("a.h5"));
  const CommandResult again = with({});
  CHECK(again.exit_code == 3);  // of its own, for scripts
  CHECK(again.out == "");
  CHECK(again.err == folder.file("a.h5") + ": exists already. Name another file with -o, or say --force.\n");
  CHECK(digest(folder.file("a.h5")) == first);
  // A mistake in the scenario leaves the old file where it was, even with --force.
  CHECK(with({"--force", "--set", "federation.server=nobody"}).exit_code == 2);
  CHECK(digest(folder.file("a.h5")) == first);
  CHECK(with({"--force", "--set", "seed=2"}).exit_code == 0);
  CHECK(digest(folder.file("a.h5")) != first);
  CHECK_FALSE(std::filesystem::exists(folder.file("a.h5.new")));
}

TEST_CASE("an override on the command line counts") {
  const ScratchFolder folder;
  const CommandResult run = run_roundwatt({"run", small_scenario("one-client"), "-o", folder.file("a.h5"), "--json", "--set",
                                           "stop.rounds=3", "--set", "learning.local.epochs=2"});
  // Three rounds of 10.1 + 20 + 10.1 s.
  CHECK(nlohmann::json::parse(run.out).at("end_s").get<double>() == Approx(3 * 40.2));
}

TEST_CASE("the user's mistakes end with 2, with nothing on stdout") {
  const ScratchFolder folder;
  const auto told = [&](std::vector<std::string> arguments) {
    const CommandResult result = run_roundwatt(std::move(arguments), folder.path());
    CHECK(result.exit_code == 2);
    CHECK(result.out == "");
    CHECK(std::filesystem::is_empty(folder.path()));
    return result.err;
  };
  const std::string scenario = small_scenario("one-client");
  CHECK_THAT(told({}), StartsWith("roundwatt needs a verb: "));
  CHECK_THAT(told({"run"}), StartsWith("roundwatt run needs SCENARIO: "));
  CHECK_THAT(told({"run", scenario, "--sett", "seed=1"}), ContainsSubstring("--sett"));
  CHECK_THAT(told({"run", scenario, "--quiet", "--json"}), ContainsSubstring("--quiet excludes --json"));
  CHECK(told({"run", "nowhere.yaml"}) == "nowhere.yaml: cannot be read: No such file or directory.\n");
  CHECK(told({"run", scenario, "--set", "stop.round=3"}) ==
        "the command line, --set stop.round=3: stop.round: no such key. Did you mean stop.rounds?\n");
  CHECK(told({"run", scenario, "--set", "platform.file=nowhere.xml"}) ==
        "the command line, --set platform.file=nowhere.xml: platform.file = nowhere.xml: there is no file nowhere.xml. A path "
        "starts at the folder of the file in which it stands.\n");
  CHECK_THAT(told({"run", scenario, "--set", "federation.server=sever"}), ContainsSubstring("Did you mean server?"));
  CHECK_THAT(told({"run", scenario, "--set", "data.clients=2"}), ContainsSubstring("only 1 device matches"));
  CHECK_THAT(
      told({"run", scenario, "--cfg=network/nonsense:1"}),
      StartsWith("--cfg=network/nonsense:1: network/nonsense is not among the settings of SimGrid that the meters are known"));
  CHECK_THAT(told({"run", scenario, "-o", "nowhere/a.h5"}), ContainsSubstring("nowhere/a.h5: cannot be created"));
  CHECK_THAT(told({"validate", scenario, "--set", "stop.rounds=0"}), ContainsSubstring("stop.rounds"));
}

TEST_CASE("a run that was accepted and fails ends with 1, and its trace can be read up to there") {
  const ScratchFolder folder;
  folder.write("platform.xml", one_client_platform_with("<host id=\"client\"", "state_file=\"off-at-15s.profile\""));
  folder.write("off-at-15s.profile", "15 0\n");
  const CommandResult run = run_roundwatt(
      {"run", small_scenario("one-client"), "-o", "a.h5", "--set", "platform.file=platform.xml", "--set", "stop.rounds=5"},
      folder.path());
  CHECK(run.exit_code == 1);
  CHECK(run.out == "");
  CHECK(run.err == "the run failed: no client can take part any more: all 1 devices are off for good at 15 s\n");
  CHECK(run_analyze({"info", folder.file("a.h5")}).exit_code == 0);
}

TEST_CASE("a run that is interrupted or told to end says so with its exit code and leaves a whole trace") {
  const ScratchFolder folder;
  // By the time its trace has grown to 2 MB the simulation is under way.
  folder.write("end.sh",
               "roundwatt run $1 -o $2.h5 --json --set stop.rounds=100000000 &\n"
               "until [ \"$(stat -c %s $2.h5 2>/dev/null || echo 0)\" -gt 2000000 ]; do sleep 0.01; done\n"
               "kill -$2 $!\n"
               "wait $!\n"
               "echo exit $?\n");
  const auto check = [&](const std::string& signal, const std::string& last_line) {
    const CommandResult run = shell("source end.sh " + small_scenario("one-client") + " " + signal, folder.path());
    CHECK_THAT(run.out, ContainsSubstring("\"end_reason\": \"interrupted\"") && EndsWith(last_line));
    CHECK(run_analyze({"verify", folder.file(signal + ".h5")}).exit_code == 0);
  };
  check("INT", "exit 130\n");
  check("TERM", "exit 143\n");
}

TEST_CASE("a run that would last for decades fails and says so") {
  const ScratchFolder folder;
  for (const std::string absurd :
       {"workload.model.size=1e18", "workload.compute.overhead_per_batch=1e300", "workload.compute.flops_per_sample=1e300"}) {
    INFO(absurd);
    const CommandResult run =
        run_roundwatt({"run", small_scenario("one-client"), "-o", folder.file("a.h5"), "--force", "--set", absurd});
    CHECK(run.exit_code == 1);
    CHECK_THAT(run.err, ContainsSubstring("31 years, have been simulated and no stop holds"));
  }
}
