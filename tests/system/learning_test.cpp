#include <cmath>
#include <nlohmann/json.hpp>

#include "tests/system/command.hpp"

using namespace roundwatt;

namespace {

/// Runs scenarios/small/learning.yaml with \p overrides and \p options; returns the trace's digest.
std::string learn(const ScratchFolder& folder, const std::string& name, const std::vector<std::string>& overrides,
                  const std::vector<std::string>& options = {}) {
  std::vector<std::string> words{"run", small_scenario("learning"), "-o", folder.file(name), "--quiet"};
  for (const std::string& text : overrides) words.insert(words.end(), {"--set", text});
  words.insert(words.end(), options.begin(), options.end());
  const CommandResult run = run_roundwatt(words);
  INFO(run.err);
  CHECK(run.exit_code == 0);
  const CommandResult verdict = run_analyze({"verify", folder.file(name)});
  INFO(verdict.out << verdict.err);
  CHECK(verdict.exit_code == 0);
  return run.exit_code == 0 ? digest(folder.file(name)) : "";
}

}  // namespace

TEST_CASE("the number of threads that learn changes no byte of the trace") {
  const ScratchFolder folder;
  const std::string one = learn(folder, "1.h5", {}, {"--threads", "1"});
  CHECK(learn(folder, "2.h5", {}, {"--threads", "2"}) == one);
  CHECK(learn(folder, "8.h5", {}, {"--threads", "8"}) == one);
  CHECK(learn(folder, "other.h5", {"learning.solver.kind=sgd"}) != one);
}

TEST_CASE("the number of threads changes no byte of what is found client by client") {
  const ScratchFolder folder;
  const std::vector<std::string> asked{"learning.evaluate.metrics={per_client: true, dissimilarity: true}"};
  const std::string one = learn(folder, "1.h5", asked, {"--threads", "1"});
  CHECK(learn(folder, "2.h5", asked, {"--threads", "2"}) == one);
  CHECK(learn(folder, "8.h5", asked, {"--threads", "8"}) == one);
  CHECK(learn(folder, "other.h5", {}) != one);
}

TEST_CASE("a run says what its last test found and when it reached its target") {
  const ScratchFolder folder;
  const auto run = [&](const std::string& name, std::vector<std::string> words) {
    words.insert(words.begin(), {"run", small_scenario("learning-metrics"), "-o", folder.file(name)});
    const CommandResult result = run_roundwatt(words);
    INFO(result.err);
    CHECK(result.exit_code == 0);
    return result.out;
  };
  const auto json = nlohmann::json::parse(run("a.h5", {"--json"}));
  const auto& last = json.at("last_evaluation");
  const auto& clients = last.at("clients");
  CHECK(clients.at("clients") == 20);
  CHECK(clients.at("samples") == 3600);
  CHECK(clients.at("worst10_accuracy") < clients.at("mean_accuracy"));
  CHECK(clients.at("mean_accuracy") < clients.at("best10_accuracy"));
  // The same model, on training samples here and test samples there.
  CHECK(std::abs(clients.at("accuracy").get<double>() - last.at("test_accuracy").get<double>()) < 0.05);
  CHECK(last.at("update_norm_mean") > 0);
  CHECK(last.at("gradients").at("ratio") > 1.1);
  const auto& target = json.at("target");
  CHECK(target.at("censored") == false);
  CHECK(target.at("confirmed").at("round") == target.at("sustained").at("round").get<int>() + 2);  // tests two rounds apart
  CHECK(target.at("confirmed") == target.at("end"));
  CHECK(target.at("sustained").at("energy_j") < target.at("confirmed").at("energy_j"));
  const std::string info = run_analyze({"info", folder.file("a.h5")}).out;
  for (const char* figure : {"worst10_accuracy", "accuracy_variance", "update_norm_mean", "gradient_ratio"}) {
    CHECK_THAT(info, ContainsSubstring(figure));
  }
  const std::string missed = run("b.h5", {"--set", "stop.target_accuracy.value=1", "--set", "stop.rounds=3"});
  CHECK_THAT(missed, ContainsSubstring("target accuracy 1: not reached in 3 rounds: > ") &&
                         ContainsSubstring("target accuracy 1, 2 in a row: not reached in 3 rounds: > "));
}

TEST_CASE("clients with like samples have gradients that differ less") {
  const ScratchFolder folder;
  const auto ratio = [&](const std::string& name, const std::string& partition) {
    const CommandResult run = run_roundwatt({"run", small_scenario("learning-metrics"), "-o", folder.file(name), "--json",
                                             "--set", "data.partition=null", "--set", "data.partition=" + partition, "--set",
                                             "stop={rounds: 2, target_accuracy: null}"});
    INFO(run.err);
    CHECK(run.exit_code == 0);
    return nlohmann::json::parse(run.out).at("last_evaluation").at("gradients").at("ratio").get<double>();
  };
  CHECK(2 * ratio("iid.h5", "{kind: iid}") < ratio("skewed.h5", "{kind: labels-per-client, labels_per_client: 1}"));
}

TEST_CASE("every algorithm learns inside a run and keeps every invariant") {
  const ScratchFolder folder;
  int number = 0;
  const auto run = [&](const std::vector<std::string>& overrides) {
    learn(folder, std::to_string(number++) + ".h5", overrides);
  };
  for (const std::string solver : {"sgd", "scaffold", "fednova", "feddyn"}) run({"learning.solver.kind=" + solver});
  run({"learning.solver.kind=fedprox", "learning.solver.mu=0.1"});
  for (const std::string server : {"fedavgm", "fedadam", "fedyogi", "fedadagrad", "qfedavg", "median", "trimmed-mean"}) {
    run({"learning.solver.kind=sgd", "learning.server.optimizer=" + server, "learning.server.learning_rate=0.1"});
  }
  run({"learning.local.epochs=null", "learning.local.steps=7"});
  run({"federation.stragglers.over_selection=2"});
}

TEST_CASE("every partition divides the samples of a run") {
  const ScratchFolder folder;
  int number = 0;
  const auto run = [&](const std::string& partition, const std::vector<std::string>& more = {}) {
    INFO(partition);
    std::vector<std::string> overrides{"data.partition=null", "data.partition=" + partition};
    overrides.insert(overrides.end(), more.begin(), more.end());
    learn(folder, std::to_string(number++) + ".h5", overrides);
  };
  run("{kind: iid}");
  for (const std::string variant : {"per-class", "per-client-equal", "prior-scaled"}) {
    run("{kind: dirichlet, variant: " + variant + ", alpha: 0.5}");
  }
  run("{kind: dirichlet, variant: per-client-lognormal, alpha: 0.5, sigma: 0.5}");
  run("{kind: shards}");
  run("{kind: labels-per-client, labels_per_client: 1}");
  for (const std::string skew : {"log-normal", "power-law", "dirichlet"}) run("{kind: quantity, sigma: 1, skew: " + skew + "}");
  run("{kind: feature-noise, sigma: 0.1}");
  run("{kind: natural}", {"data.clients=all", "federation.clients_per_round=2"});
  run("{kind: resampled, alpha: 0.5}", {"data.samples_per_client=50"});
}

TEST_CASE("a server that learns alone is tested several times an epoch and stops in the middle of one") {
  const ScratchFolder folder;
  learn(folder, "a.h5",
        {"federation={mode: centralized, clients_per_round: null}", "learning.solver.kind=sgd", "learning.local.epochs=1",
         "learning.evaluate.per_epoch=10", "stop.target_accuracy.value=0.9"});
  const auto info = nlohmann::json::parse(run_analyze({"info", folder.file("a.h5"), "--json"}).out);
  CHECK_THAT(info.dump(), ContainsSubstring("target_accuracy"));
  const CommandResult compare = run_analyze({"compare", folder.file("a.h5")});
  CHECK(compare.exit_code == 0);
}

// Fashion-MNIST is 220 MB as floats, SimGrid takes 4 kB a device; 100,000 clients of 200 samples would be 63 GB of copies, and
// their controls under SCAFFOLD 3 GB.
TEST_CASE("every compression learns inside a run, and the network carries what it sends") {
  const ScratchFolder folder;
  const auto run = [&](const std::string& name, const std::string& compression, const std::string& threads = "2") {
    return learn(folder, name, {"learning.solver.kind=sgd", "federation.compression=" + compression}, {"--threads", threads});
  };
  run("half.h5", "{kind: fp16}");
  run("qsgd.h5", "{kind: qsgd, levels: 15}");
  run("random.h5", "{kind: random-k, share: 0.1}");
  CHECK(run("top-1.h5", "{kind: top-k, share: 0.1}", "1") == run("top-8.h5", "{kind: top-k, share: 0.1}", "8"));
  // 98 values, fcube's 3 features to 16 units to 2 classes: 392 bytes dense, of ten values 10 x (4 + 1).
  const auto bytes_up = [&](const std::string& name) {
    const CommandResult read = shell("/usr/bin/python3 -c \"import h5py; print(int(h5py.File('" + folder.file(name) +
                                     "')['participations']['bytes_up'][0]))\"");
    return read.out;
  };
  CHECK(bytes_up("top-1.h5") == "50\n");
  run("whole.h5", "{kind: top-k, share: 1}");
  CHECK(bytes_up("whole.h5") == "392\n");
}

TEST_CASE("every selection learns inside a run, and threads change nothing") {
  const ScratchFolder folder;
  for (const std::string kind : {"round-robin", "weighted", "fastest", "energy-aware", "carbon-aware", "oort"}) {
    INFO(kind);
    const std::vector<std::string> overrides{"learning.solver.kind=sgd", "federation.selection.kind=" + kind};
    const std::string one = learn(folder, kind + "-1.h5", overrides, {"--threads", "1"});
    CHECK(learn(folder, kind + "-8.h5", overrides, {"--threads", "8"}) == one);
  }
  learn(
      folder, "stale.h5",
      {"learning.solver.kind=sgd", "federation.selection.kind=oort", "federation.stragglers={late: stale, deadline: 0.012s}"});
  const CommandResult stale = shell(
      "/usr/bin/python3 -c \"import h5py; p = h5py.File('stale.h5')['participations']; "
      "print((p['staleness'][p['outcome'][:] == 0] > 0).any())\"",
      folder.path());
  CHECK(stale.out == "True\n");
  learn(folder, "power.h5", {"learning.solver.kind=sgd", "federation.selection={kind: power-of-choice, candidates: 8}"});
}

// Each of the 20 clients takes part alone once; the fastest of them is who is selected as such.
TEST_CASE("the client that is expected to be fastest is") {
  const ScratchFolder folder;
  const std::vector<std::string> alone{"learning.solver.kind=sgd", "federation.clients_per_round=1",
                                       "federation.devices.speed={distribution: uniform, low: 0.05, high: 1}",
                                       "stop.target_accuracy=null"};
  std::vector<std::string> turns = alone, fastest = alone;
  turns.insert(turns.end(), {"federation.selection.kind=round-robin", "stop.rounds=20"});
  fastest.insert(fastest.end(), {"federation.selection.kind=fastest", "stop.rounds=1"});
  learn(folder, "turns.h5", turns);
  learn(folder, "fastest.h5", fastest);
  const CommandResult compared = shell(
      "/usr/bin/python3 -c \"import h5py; t = h5py.File('turns.h5')['participations']; "
      "d = t['end_s'][:] - t['selected_s'][:]; "
      "print(len(set(t['client'][:])), t['client'][int(d.argmin())] == "
      "h5py.File('fastest.h5')['participations']['client'][0])\"",
      folder.path());
  CHECK(compared.out == "20 True\n");
}

TEST_CASE("memory follows the clients in flight and not all that there are") {
  const ScratchFolder folder;
  std::string platform = read_text_file(ROUNDWATT_SOURCE_DIR "/platforms/small/star-20000.xml");
  platform.replace(platform.find("0-19999"), 7, "0-99999");
  folder.write("platform.xml", platform);
  folder.write("scenario.yaml", R"(roundwatt: 1
name: resampled
start: 2021-02-16T00:00:00Z
platform: {file: platform.xml, network: {model: textbook}}
workload: {compute: {overhead_per_batch: 0}}
data: {dataset: fashion-mnist, clients: 100000, samples_per_client: 200, partition: {kind: resampled, alpha: 0.5}}
learning:
  kind: real
  model: {kind: softmax}
  local: {epochs: 1, batch_size: 32}
  solver: {kind: scaffold, learning_rate: 0.05}
federation: {mode: synchronous, clients_per_round: 100}
stop: {rounds: 3}
)");
  const CommandResult run = run_roundwatt({"run", folder.file("scenario.yaml"), "-o", folder.file("a.h5"), "--quiet"});
  INFO(run.err);
  CHECK(run.exit_code == 0);
  CHECK(run.peak_memory_kib > 200000);  // the data is there
#ifndef __SANITIZE_ADDRESS__            // which has shadows of its own
  CHECK(run.peak_memory_kib < 1500000000 / 1024);
#endif
}

TEST_CASE("a rate that diverges ends the run with its round, and the trace can be read") {
  const ScratchFolder folder;
  const CommandResult run = run_roundwatt(
      {"run", small_scenario("learning"), "-o", folder.file("a.h5"), "--set", "learning.solver.learning_rate=1e30"});
  CHECK(run.exit_code == 1);
  CHECK_THAT(run.err, ContainsSubstring("diverged in round 1"));
  CHECK_THAT(run.err, ContainsSubstring("Lower learning.solver.learning_rate"));
  CHECK(run_analyze({"info", folder.file("a.h5")}).exit_code == 0);
}

TEST_CASE("what cannot be learned from is told with its key") {
  const auto told = [](const std::vector<std::string>& overrides) {
    std::vector<std::string> words{"validate", small_scenario("learning")};
    for (const std::string& text : overrides) words.insert(words.end(), {"--set", text});
    const CommandResult result = run_roundwatt(words);
    CHECK(result.exit_code == 2);
    return result.err;
  };
  CHECK_THAT(told({"data.dataset=fashion-minst"}), ContainsSubstring("Did you mean fashion-mnist?"));
  CHECK_THAT(told({"data.dataset=csv"}), ContainsSubstring("data.source.train_file is missing"));
  CHECK_THAT(told({"data.dataset=fashion-mnist", "data.source.folder=/nowhere"}), ContainsSubstring("dataset-fashion-mnist"));
  CHECK_THAT(told({"data.partition.variant=null"}), ContainsSubstring("four different things are called Dirichlet"));
  CHECK_THAT(told({"data.partition.min_samples=100000"}),
             ContainsSubstring("data.partition") && ContainsSubstring("min_samples"));
  CHECK_THAT(told({"learning.model={kind: cnn, hidden: null}"}), ContainsSubstring("learning.model.kind = cnn needs images"));
  CHECK_THAT(told({"learning.solver.mu=1"}), ContainsSubstring("means something only with learning.solver.kind fedprox"));
  CHECK_THAT(told({"learning.server.optimizer=fedadam", "learning.server.learning_rate=0.01"}), ContainsSubstring("has a server's rule of its own"));
  CHECK_THAT(told({"data.source.validation_share=0"}), ContainsSubstring("keeps no samples for it"));
  CHECK_THAT(told({"data.samples_per_client=5"}), ContainsSubstring("means something only with data.partition.kind resampled"));
}

TEST_CASE("a partition is shown with the numbers that people quote") {
  const auto json = nlohmann::json::parse(run_roundwatt({"partition", small_scenario("learning"), "--json"}).out);
  // 4,000 points of the cube, a tenth of them kept for validation.
  std::int64_t sizes = 0, counts = 0;
  for (const auto& size : json.at("sizes")) sizes += size.get<std::int64_t>();
  for (const auto& one : json.at("label_counts")) counts += one.at("count").get<std::int64_t>();
  CHECK(sizes == 3600);
  CHECK(counts == 3600);
  CHECK(json.at("sizes").size() == 20);
  CHECK(json.at("mean_total_variation") > 0.1);
  const CommandResult even = run_roundwatt(
      {"partition", small_scenario("learning"), "--json", "--set", "data.partition={kind: iid, variant: null, alpha: null}"});
  CHECK(nlohmann::json::parse(even.out).at("mean_total_variation") < 0.05);
  const CommandResult picture = run_roundwatt({"partition", small_scenario("learning")});
  CHECK_THAT(picture.out, ContainsSubstring("effective labels") && ContainsSubstring("      19  "));
  const CommandResult without = run_roundwatt({"partition", small_scenario("one-client")});
  CHECK(without.exit_code == 2);
  CHECK_THAT(without.err, ContainsSubstring("knows no labels here"));
}
