#include <fmt/format.h>
#include <sys/wait.h>

#include <array>
#include <cstdio>
#include <fstream>
#include <nlohmann/json.hpp>
#include <regex>
#include <set>
#include <sstream>

#include "sim/base/text_file.hpp"
#include "tests/sim/trace/hand_trace.hpp"
#include "tests/soft.hpp"

using namespace roundwatt;

namespace {

struct Answer {
  int exit_code = -1;
  std::string out, err;
};

/// Runs the program as a user does, through the shell.
Answer analyze(const std::string& arguments) {
  const ScratchFile err{".txt"};
  const std::string command = std::string{ROUNDWATT_ANALYZE} + " " + arguments + " 2>" + err.text();
  std::FILE* pipe = popen(command.c_str(), "r");
  REQUIRE(pipe != nullptr);
  Answer answer;
  std::array<char, 4096> buffer{};
  while (const std::size_t size = std::fread(buffer.data(), 1, buffer.size(), pipe)) answer.out.append(buffer.data(), size);
  const int status = pclose(pipe);
  answer.exit_code = WIFEXITED(status) ? WEXITSTATUS(status) : -1;
  answer.err = read_text_file(err.path());
  return answer;
}

nlohmann::json json_of(const std::string& arguments) {
  const Answer answer = analyze(arguments + " --json");
  CHECK(answer.exit_code == 0);
  return nlohmann::json::parse(answer.out);
}

struct TraceFile : ScratchFile {
  explicit TraceFile(const HandTrace& trace) { trace.write(path()); }
};

HandTrace named(HandTrace trace, const std::string& name) {
  trace.header.name = name;
  return trace;
}

}  // namespace

TEST_CASE("carbon prints grams with boundary, factors, year and kind") {
  const TraceFile trace{one_kilowatt_hour("FRA")};
  const ScratchFile grid{".csv"};
  std::ofstream{grid.path()} << "zone,start,g_per_kwh,year,kind\nFRA,,400,2020,average\n";
  const Answer result = analyze("carbon " + trace.text() + " --grid " + grid.text());
  CHECK(result.exit_code == 0);
  CHECK(result.err.empty());
  CHECK_THAT(result.out, ContainsSubstring("600.0") && ContainsSubstring("1.500") && ContainsSubstring("2020") &&
                             ContainsSubstring("average"));
  CHECK_THAT(result.out,
             ContainsSubstring("reserved_share of servers 1") && ContainsSubstring("not counted of 1 x server (no"));
  const auto json = json_of("carbon " + trace.text() + " --grid " + grid.text());
  CHECK(json["results"][0]["tables"]["total"][0]["co2e_g"].get<double>() == soft(600));
}

TEST_CASE("tables by two things are asked for by name") {
  const TraceFile trace{one_round()};
  const auto json = json_of("carbon " + trace.text() + " --by round,activity --by model");
  const auto& tables = json["results"][0]["tables"];
  CHECK(tables.contains("by_model"));
  CHECK_FALSE(tables.contains("by_site"));
  const auto& row = tables["by_round_activity"][0];
  CHECK(row["round"] == "outside rounds");
  CHECK(row["activity"] == "idle");
  CHECK(row["it_energy_j"].get<double>() == soft(600));
  const Answer twice = analyze("carbon " + trace.text() + " --by round,round");
  CHECK(twice.exit_code == 2);
  CHECK_THAT(twice.err, ContainsSubstring("--by round,round: the same twice"));
  CHECK_THAT(analyze("carbon " + trace.text() + " --by a").err, ContainsSubstring("'a' is none of site, zone"));
  CHECK_THAT(analyze("carbon " + trace.text() + " --by site,kind,round").err, ContainsSubstring("at most two make a table"));
}

TEST_CASE("a grid file of another layout is imported, or used as it is") {
  const TraceFile trace{one_kilowatt_hour("FRA")};
  const ScratchFile file{".csv"}, own{".csv"};
  std::ofstream{file.path()} << "point_time,value\n2021-02-16T00:00:00Z,1000\n";
  const auto json = json_of("import grid " + file.text() + " --zone FR -o " + own.text());
  CHECK(json["results"][0]["facts"]["layout"] == "WattTime, CSV of its client");
  CHECK(json["results"][0]["tables"]["series"][0]["kind"] == "marginal");
  const auto grams = [&](const std::string& grid) {
    return json_of("carbon " + trace.text() + " --grid-kind marginal --grid " +
                   grid)["results"][0]["tables"]["total"][0]["co2e_g"]
        .get<double>();
  };
  CHECK(grams(own.text()) == soft(1.5 * 453.59237));
  CHECK(grams("FRA=" + file.text()) == soft(1.5 * 453.59237));
  const Answer unknown = analyze("carbon " + trace.text() + " --grid " + file.text());
  CHECK(unknown.exit_code == 2);
  CHECK_THAT(unknown.err, ContainsSubstring("the file does not say of which zone it is"));
}

TEST_CASE("direct and life-cycle intensities are not added up unless that is meant") {
  const TraceFile trace{one_round()};
  const ScratchFile grid{".csv"};
  std::ofstream{grid.path()}
      << "zone,start,g_per_kwh,year,kind,accounting\nFRA,,60,2023,average,direct\nCHN,,600,2023,average,life-cycle\n";
  const Answer mixed = analyze("carbon " + trace.text() + " --grid " + grid.text());
  CHECK(mixed.exit_code == 2);
  CHECK_THAT(mixed.err, ContainsSubstring("FRA is direct and that of CHN is life-cycle"));
  CHECK(analyze("carbon " + trace.text() + " --mixed --grid " + grid.text()).exit_code == 0);
  // What does not say which it is may be the other.
  std::ofstream{grid.path()}
      << "zone,start,g_per_kwh,year,kind,accounting\nFRA,,60,2023,average,\nCHN,,600,2023,average,life-cycle\n";
  const Answer silent = analyze("carbon " + trace.text() + " --grid " + grid.text());
  CHECK(silent.exit_code == 2);
  CHECK_THAT(silent.err, ContainsSubstring("does not say") && ContainsSubstring("that of CHN is life-cycle"));
  // The yearly table has life-cycle averages.
  const auto with_yearly = [&](const std::string& accounting) {
    std::ofstream{grid.path()} << "zone,start,g_per_kwh,year,kind,accounting\nFRA,,60,2023,average," << accounting << "\n";
    return analyze("carbon " + trace.text() + " --grid " + grid.text() + " --grid yearly").exit_code;
  };
  CHECK(with_yearly("life-cycle") == 0);
  CHECK(with_yearly("direct") == 2);
  std::ofstream{grid.path()}
      << "zone,start,g_per_kwh,year,kind,accounting\nFRA,,60,2023,average,\nCHN,,600,2023,average,life-cycle\n";
  CHECK(analyze("carbon " + trace.text() + " --mixed --grid " + grid.text()).exit_code == 0);
}

TEST_CASE("a run beyond the end of its grid is refused or goes on from the start if that is asked for") {
  const TraceFile trace{one_kilowatt_hour("FRA")};
  const ScratchFile grid{".csv"};
  std::ofstream{grid.path()} << "zone,start,g_per_kwh,year,kind\nFRA,2021-02-16T00:00Z,100,2021,average\n"
                                "FRA,2021-02-16T00:15Z,300,2021,average\n";
  const std::string arguments = "carbon " + trace.text() + " --grid " + grid.text() + " --past-end ";
  CHECK_THAT(analyze(arguments + "error").err, ContainsSubstring("its average series ends at 2021-02-16T00:30:00Z"));
  CHECK(json_of(arguments + "wrap")["results"][0]["tables"]["total"][0]["co2e_g"].get<double>() == soft(1.5 * 200));
  CHECK(json_of(arguments + "hold")["results"][0]["tables"]["total"][0]["co2e_g"].get<double>() == soft(1.5 * 250));
}

TEST_CASE("a what-if stands beside the run's own grid") {
  const TraceFile trace{one_round()};
  const auto json = json_of("carbon " + trace.text() + " --what-if FRA,DEU");
  const auto& tables = json["results"][0]["tables"];
  REQUIRE(tables["total"].size() == 3);
  CHECK(tables["total"][1]["grid"] == "FRA");
  // All on the French grid: 3750 J at 56.039 g/kWh.
  CHECK(tables["total"][1]["co2e_g"].get<double>() == soft(3750 / 3.6e6 * 56.039));
  CHECK(tables["by_site"][1]["co2e_g_FRA"].get<double>() == soft(750 / 3.6e6 * 56.039));
}

TEST_CASE("a what-if for a run that looked at the grid is refused, or marked") {
  HandTrace written = one_round();
  written.header.depends_on = "stop.carbon";
  const TraceFile trace{written};
  const Answer refused = analyze("carbon " + trace.text() + " --what-if FRA");
  CHECK(refused.exit_code == 2);
  CHECK(refused.out.empty());
  CHECK_THAT(refused.err, ContainsSubstring("stop.carbon"));
  const Answer frozen = analyze("carbon " + trace.text() + " --what-if FRA --frozen-schedule");
  CHECK(frozen.exit_code == 0);
  CHECK_THAT(frozen.out, ContainsSubstring("FROZEN SCHEDULE"));
  CHECK(analyze("carbon " + trace.text()).exit_code == 0);
}

TEST_CASE("a held value is said on stderr, an incomplete trace on stdout") {
  HandTrace written = one_kilowatt_hour("FRA");
  const TraceFile trace{written};
  const ScratchFile grid{".csv"};
  std::ofstream{grid.path()} << "zone,start,g_per_kwh,year,kind\nFRA,2021-02-16,400,2021,average\n";
  CHECK_THAT(analyze("carbon " + trace.text() + " --grid " + grid.text()).err,
             ContainsSubstring("holds from there to the end"));
  written.header.complete = false;
  const TraceFile cut{written};
  CHECK_THAT(analyze("carbon " + cut.text()).out, ContainsSubstring("INCOMPLETE"));
  CHECK_THAT(analyze("compare " + cut.text()).out, ContainsSubstring("INCOMPLETE"));
}

TEST_CASE("verify says what is broken and exits with 1") {
  const TraceFile good{one_round()};
  CHECK(analyze("verify " + good.text()).exit_code == 0);
  HandTrace written = one_round();
  written.host_energy[0].base_j = 0;
  const TraceFile bad{written};
  const Answer result = analyze("verify " + good.text() + " " + bad.text());
  CHECK(result.exit_code == 1);
  CHECK_THAT(result.out, ContainsSubstring("energy/hosts") && ContainsSubstring("power x time"));
}

TEST_CASE("info names the tables and where the trace comes from") {
  const TraceFile trace{one_round()};
  const auto json = json_of("info " + trace.text());
  CHECK(json["results"][0]["facts"]["complete"] == true);
  CHECK(json["results"][0]["tables"]["hosts"][1]["model"] == "jetson-tx2");
}

TEST_CASE("compare finds the break-even") {
  const TraceFile federated{named(one_round(), "federated")};
  HandTrace centre = named(one_kilowatt_hour("FRA"), "centralized");
  const TraceFile centralized{centre};
  const auto json = json_of("compare " + centralized.text() + " " + federated.text());
  const auto& tables = json["results"][0]["tables"];
  CHECK(tables["runs"][1]["ratio"].get<double>() < 1);
  CHECK(tables["break_even"][0]["break_even_rounds"] == 1);
  // 84.0585 g at 0.1680152… g a round.
  CHECK(tables["break_even"][0]["extrapolated_rounds"] == 500);
}

TEST_CASE("target tells what an accuracy costs, and the median over seeds") {
  HandTrace written = one_round();
  const TraceFile reached{named(written, "study-s0")};
  written.evaluations[0].test_accuracy = 0.3;
  const TraceFile missed{named(written, "study-s0")};
  const auto tables =
      json_of("target " + reached.text() + " " + missed.text() + " --accuracy 0.5 --grams 1")["results"][0]["tables"];
  CHECK(tables["targets"][0]["reached"] == true);
  CHECK(tables["targets"][0]["time_s"].get<double>() == soft(40));
  CHECK(tables["targets"][1]["reached"] == false);
  CHECK(tables["targets"][1]["time_s"].get<double>() == soft(100));
  CHECK(tables["medians"][0]["group"] == "study");
  CHECK(tables["medians"][0]["reached"] == 1);
  CHECK(tables["medians"][0]["median_time_s"].get<double>() == soft(40));
  CHECK(tables["budget"][0]["accuracy"].get<double>() == soft(0.5));
  CHECK(tables["front"].size() == 1);
  CHECK_THAT(analyze("target " + reached.text()).err, ContainsSubstring("target needs --accuracy, such as"));
  CHECK(analyze("target " + reached.text() + " --accuracy 80").exit_code == 2);
  CHECK(analyze("target " + reached.text() + " --grams 1 --in-a-row 3").exit_code == 2);
}

TEST_CASE("sensitivity and break-even print what they are asked, the same for the same seed") {
  const TraceFile federated{named(one_round(), "federated")};
  const TraceFile centralized{named(one_kilowatt_hour("FRA"), "centralized")};
  const std::string asked = "sensitivity " + federated.text() + " --input grid=0.5:1.5 --samples 500";
  const auto tables = json_of(asked)["results"][0]["tables"];
  CHECK(tables["tornado"][0]["variance_share"].get<double>() == soft(1));
  CHECK(tables["distribution"][0]["exact_mean_g"].get<double>() == soft(tables["distribution"][0]["as_run_g"].get<double>()));
  CHECK(analyze(asked + " --csv").out == analyze(asked + " --csv").out);
  CHECK(analyze(asked + " --csv").out != analyze(asked + " --csv --seed 2").out);
  CHECK(analyze("sensitivity " + federated.text() + " --input gird=1:2").exit_code == 2);
  const std::string pair = "break-even " + federated.text() + " " + centralized.text();
  const auto even = json_of(pair + " --contour grid.edge,rounds")["results"][0]["tables"];
  CHECK(even["break_even"][0]["input"] == "rounds");
  CHECK(even["contour"].size() == 8);
  CHECK_THAT(analyze("break-even " + federated.text()).err, ContainsSubstring("break-even needs two traces"));
  CHECK_THAT(analyze(pair + " --contour rounds").err, ContainsSubstring("--contour needs two inputs"));
}

TEST_CASE("what-if, flips and published-form print what they are asked") {
  const TraceFile federated{named(one_round(), "federated")};
  const TraceFile centralized{named(one_kilowatt_hour("FRA"), "centralized")};
  const std::string pair = federated.text() + " " + centralized.text();
  const auto cases =
      json_of("what-if " + federated.text() + " --case zone=FRA --case pue=1,grid=2")["results"][0]["tables"]["cases"];
  CHECK(cases.size() == 3);
  CHECK(cases[1]["ratio"].get<double>() < 1);
  CHECK(cases[2]["ratio"].get<double>() > 1);
  CHECK_THAT(analyze("what-if " + federated.text()).err, ContainsSubstring("--case"));
  CHECK(analyze("what-if " + federated.text() + " --case pue=0").exit_code == 2);
  const auto flips = json_of("flips " + pair)["results"][0]["tables"];
  CHECK(flips["verdicts"][0]["less_as_asked"] == "federated");
  CHECK(flips["verdicts"][0]["counted"] == 22);
  CHECK(flips["all"].size() == 22);
  CHECK_THAT(analyze("flips " + federated.text()).err, ContainsSubstring("flips needs at least two traces"));
  const auto forms = json_of("published-form " + pair + " --line CHN=2MBps:1MBps --router-w 10")["results"][0]["tables"];
  CHECK(forms["forms"][0]["published_communication_g"].get<double>() > 0);
  CHECK(forms["verdicts"][0]["federated"] == "federated");
  CHECK(analyze("published-form " + pair + " --line CHN=2MBps").exit_code == 2);
  CHECK(analyze("published-form " + pair + " --line CHN=2MB:1MBps").exit_code == 2);
}

TEST_CASE("cite says how a run was made, and has an entry for all that it cites") {
  HandTrace written = named(one_round(), "fed_prox");
  written.header.scenario_yaml =
      "learning: {kind: real, solver: {kind: fedprox}, local: {epochs: 1}}\n"
      "data: {dataset: fashion-mnist, partition: {kind: dirichlet, variant: prior-scaled}}\n"
      "federation: {mode: synchronous, stragglers: {late: wait, staleness: {weight: hinge}}, asynchronous: {algorithm: "
      "fedbuff}}\n";
  const TraceFile trace{written};
  const std::string text = analyze("cite " + trace.text()).out;
  CHECK_THAT(text, ContainsSubstring("\\emph{fed\\_prox}") && ContainsSubstring("fedprox~\\cite{li2020fedprox}") &&
                       ContainsSubstring("prior-scaled~\\cite{wang2023}") &&
                       ContainsSubstring("data fashion-mnist~\\cite{xiao2017}") && ContainsSubstring("1 local epoch a round") &&
                       ContainsSubstring("PUE 1.5 at dc"));
  CHECK_THAT(text, !ContainsSubstring("fedbuff") && !ContainsSubstring("hinge"));  // keys that have no say in this mode
  const std::regex cited{R"(\\cite\{([^}]*)\})"};
  std::set<std::string> keys;
  for (std::sregex_iterator one{text.begin(), text.end(), cited}, end; one != end; ++one) {
    std::istringstream list{(*one)[1]};
    for (std::string key; std::getline(list, key, ',');) keys.insert(key);
  }
  CHECK(keys.size() == 7);
  for (const std::string& key : keys) CHECK(text.find(fmt::format("{{{},\n", key)) != std::string::npos);
}

TEST_CASE("cite says all that decides the result, and calls a model without a name what it is") {
  HandTrace written = named(one_round(), "all");
  written.header.scenario_yaml =
      "workload: {model: {size: 203530}, compute: {overhead_per_batch: 0.02}}\n"
      "data: {dataset: fashion-mnist, partition: {kind: dirichlet, variant: per-class, alpha: 0.3}}\n"
      "learning: {kind: real, model: {kind: mlp, hidden: [64, 32]}, solver: {kind: sgd, learning_rate: 0.05}}\n"
      "federation: {mode: synchronous, clients_per_round: 5, stragglers: {over_selection: 1.3}, compression: {kind: none}}\n"
      "stop: {rounds: 9, target_accuracy: {value: 0.8}}\n";
  const TraceFile trace{written};
  const std::string text = analyze("cite " + trace.text()).out;
  CHECK_THAT(text, ContainsSubstring("A multilayer perceptron (203.5 kB) was trained by"));
  for (const std::string said :
       {"overhead\\_per\\_batch} 0.02", "data.partition.alpha} 0.3", "learning.model.hidden} [64, 32]",
        "learning.solver.learning\\_rate} 0.05", "over\\_selection} 1.3", "target\\_accuracy.value} 0.8"}) {
    CHECK_THAT(text, ContainsSubstring(said));
  }
  CHECK_THAT(text, ContainsSubstring("  year = {2026},\n"));
}

TEST_CASE("embodied carbon that nobody states is not known, and the score says what it covers") {
  const TraceFile trace{one_kilowatt_hour("FRA")};  // its host has no embodied_kg
  const auto json = json_of("carbon " + trace.text());
  CHECK(json["results"][0]["tables"]["total"][0]["embodied_g"].is_null());
  CHECK(json["results"][0]["tables"]["sci"][0]["covers"] == "energy alone");
  const std::string text = analyze("carbon " + trace.text()).out;
  CHECK_THAT(text, ContainsSubstring("not known") && ContainsSubstring("Software carbon intensity (SCI), incomplete"));
}

TEST_CASE("findings are judged") {
  const TraceFile federated{named(one_round(), "federated")};
  const TraceFile centralized{named(one_kilowatt_hour("FRA"), "centralized")};
  const ScratchFile findings{".json"};
  std::ofstream{findings.path()} << R"({"findings": [{"id": "F1", "text": "less", "left": ["fed*"], "right": ["centralized"]},
                          {"id": "F2", "text": "more", "left": ["centralized"], "right": ["federated"]}]})";
  const std::string arguments = "findings " + findings.text() + " " + federated.text() + " " + centralized.text();
  const auto json = json_of(arguments);
  CHECK(json["results"][0]["tables"]["findings"][0]["holds"] == true);
  CHECK(json["results"][0]["tables"]["findings"][1]["holds"] == false);
  CHECK_THAT(analyze(arguments).out, ContainsSubstring("500 rounds, extrapolated (now 1)") &&
                                         ContainsSubstring("a reserved share of 0.00199879 (now 1)"));
}

TEST_CASE("the user's mistakes exit with 2 and say what is wrong") {
  const TraceFile trace{one_round()};
  for (const std::string& arguments :
       {std::string{""}, std::string{"carbon"}, std::string{"carbn x"}, std::string{"carbon /nonexistent.h5"},
        std::string{"carbon /tmp"}, "carbon " + trace.text() + " --boundary all",
        "carbon " + trace.text() + " --grid /nonexistent.csv", "carbon " + trace.text() + " --grid-kind x",
        "carbon " + trace.text() + " --json --csv", "carbon " + trace.text() + " --what-if XXX",
        "carbon " + trace.text() + " --what-if-site home", "carbon " + trace.text() + " --what-if FRA --what-if-site nowhere",
        "findings /nonexistent.json " + trace.text(), "compare " + trace.text() + " /nonexistent.h5"}) {
    const Answer result = analyze(arguments);
    CAPTURE(arguments, result.err);
    CHECK(result.exit_code == 2);
    CHECK_FALSE(result.err.empty());
    CHECK(result.out.empty());
  }
}

TEST_CASE("a verb that is misspelt is put right") {
  CHECK_THAT(analyze("carbn x.h5").err, ContainsSubstring("carbn: no such verb. Did you mean carbon?"));
}

TEST_CASE("help of each verb ends with an example, and the version is printed") {
  for (const char* verb : {"info", "verify", "timeline", "carbon", "compare", "findings", "when", "target", "sensitivity",
                           "break-even", "what-if", "flips", "published-form", "cite"}) {
    const Answer help = analyze(std::string{verb} + " --help");
    CHECK(help.exit_code == 0);
    CHECK_THAT(help.out, ContainsSubstring("Example:\n  roundwatt-analyze " + std::string{verb}));
  }
  CHECK_THAT(analyze("--version").out, StartsWith("roundwatt-analyze "));
}

TEST_CASE("a reader that stops reading is no mistake, a full disk is") {
  const TraceFile trace{one_round()};
  CHECK(analyze("carbon " + trace.text() + " | true").err.empty());
  CHECK(analyze("carbon " + trace.text() + " > /dev/full").exit_code == 1);
}
