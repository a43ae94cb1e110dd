#include <cmath>
#include <memory>

#include "sim/learning/federated_averaging.hpp"
#include "sim/learning/given_partition.hpp"
#include "sim/learning/multilayer_perceptron.hpp"
#include "sim/learning/synthetic.hpp"
#include "tests/sim/learning/bands.hpp"
#include "tests/soft.hpp"

using namespace roundwatt;

namespace {

constexpr std::size_t devices = 30, cohort_size = 10;
constexpr std::int64_t full_work = 20;

/// What becomes of clients that do not get through their work in time.
enum class PartialWork { dropped, kept };

/// FedProx's experiment (Li et al., MLSys 2020, figure 1): softmax, batches of 10, rate .01.
struct Experiment {
  double mu = 0;
  std::size_t stragglers = 0;  ///< of the ten of a round
  PartialWork partial_work = PartialWork::dropped;
  std::int32_t rounds = 200;
};

LearningTask task_on(DataSplits data, double mu, std::uint64_t seed) {
  LearningTask task;
  task.partition = std::make_shared<StoredPartition>(partition_naturally(data));
  task.data = std::make_shared<DataSplits>(std::move(data));
  task.model = std::make_shared<MultilayerPerceptron>(60, std::vector<Eigen::Index>{}, 10);
  task.local.solver = FedProx{mu};
  task.local.batch_size = 10;
  task.local.rate = 0.01;
  task.server = std::make_shared<FedAvgServer>(ClientWeights::samples);
  task.seed = seed;
  return task;
}

/// The first of a cohort, which is in random order, are its stragglers; they get through 1 to 19 epochs.
std::vector<FederatedTraining::Pending> begin_round(FederatedTraining& training, const Experiment& experiment,
                                                    std::int32_t round) {
  const std::uint64_t seed = training.task().seed;
  const auto key = static_cast<std::uint64_t>(round);
  RandomStream stragglers{seed, "stragglers", key};
  const std::vector<ClientId> cohort = draw_cohort(devices, cohort_size, RandomStream{seed, "selection", key});
  std::vector<FederatedTraining::Pending> pending;
  for (std::size_t i = 0; i < cohort.size(); ++i) {
    const auto partial = 1 + static_cast<std::int64_t>(stragglers.below(full_work - 1));
    if (i >= experiment.stragglers) {
      pending.push_back(training.begin(cohort[i], round, Epochs{full_work}));
    } else if (experiment.partial_work == PartialWork::kept) {
      pending.push_back(training.begin(cohort[i], round, Epochs{partial}));
    }
  }
  return pending;
}

/// Scores on the test samples of all devices.
Curve learn(DataSplits data, const Experiment& experiment, std::uint64_t seed) {
  TrainingPool pool{2};
  FederatedTraining training{task_on(std::move(data), experiment.mu, seed), pool};
  Curve curve;
  for (std::int32_t round = 1; round <= experiment.rounds; ++round) {
    training.aggregate(round, begin_round(training, experiment, round));
    curve.add(training.score_on(training.task().data->test));
  }
  return curve;
}

std::uint64_t seeds() { return is_long_form() ? 30 : 5; }

/// Paired: experiments of one seed share data, first model, cohorts and stragglers.
std::vector<Curve> learn_synthetic(const Experiment& experiment) {
  std::vector<Curve> curves;
  for (std::uint64_t seed = 1; seed <= seeds(); ++seed) {
    curves.push_back(learn(synthetic({1, 1, devices}, RandomStream{seed, "data"}), experiment, seed));
  }
  return curves;
}

std::vector<Curve> learn_synthetic_iid(const Experiment& experiment) {
  std::vector<Curve> curves;
  for (std::uint64_t seed = 1; seed <= 5; ++seed) {
    curves.push_back(learn(synthetic_iid(devices, RandomStream{seed, "data"}), experiment, seed));
  }
  return curves;
}

double accuracy_at(const std::vector<Curve>& curves, std::int32_t round) {
  return mean_over(curves, [round](const Curve& curve) { return curve.accuracy(round); });
}

double loss_at(const std::vector<Curve>& curves, std::int32_t round) {
  return mean_over(curves, [round](const Curve& curve) { return curve.loss(round); });
}

double unrest(const std::vector<Curve>& curves) {
  return mean_over(curves, [](const Curve& curve) { return curve.mean_loss_change(101, 200); });
}

/// Mean and standard deviation over ten seeds of an independent implementation.
struct Band {
  double mean, sd;
};

/// In the band: our mean no further from theirs than one standard deviation over seeds.
Approx in(const Band& band) { return Approx(band.mean).epsilon(0).margin(band.sd); }

/// Within two standard errors of the difference of two means, theirs over ten seeds and ours.
Approx within(const Band& band) {
  return Approx(band.mean).epsilon(0).margin(2 * band.sd * std::sqrt(1.0 / 10 + 1 / static_cast<double>(seeds())));
}

/// Of the accuracies after 10, 50 and 200 rounds, and of the loss after 200.
struct Bands {
  Band round_10, round_50, round_200, loss;
};

void check_accuracies(const std::vector<Curve>& curves, const Bands& bands) {
  CHECK(accuracy_at(curves, 10) == within(bands.round_10));
  CHECK(accuracy_at(curves, 50) == within(bands.round_50));
  CHECK(accuracy_at(curves, 200) == within(bands.round_200));
}

const Experiment averaging{0, 0, PartialWork::dropped};
const Experiment averaging_most_dropped{0, 9, PartialWork::dropped};
const Experiment partial_work_kept{0, 9, PartialWork::kept};
const Experiment proximal{1, 0, PartialWork::kept};
const Experiment proximal_most_late{1, 9, PartialWork::kept};

}  // namespace

// FedAvg's loss after 200 rounds has a long tail: 4 of 30 seeds, two of the first five, lie above 1.8, and the median is .8.
// Its mean says something over many seeds only.
//
// Three figures lie in the band of mean ± sd but further off than two standard errors, over 30 seeds and all on the worse side:
// FedAvg with 90 % dropped after 50 rounds (.544 against .639) and after 200 (.727 against .805), and the loss of partial work
// (.882 against .609). The ten seeds of the table share their data between its rows, as ours do, so that one easy draw moves
// them all; a program of our own in NumPy lies where this does.
TEST_CASE(
    "Synthetic learned by FedAvg lands where an independent implementation does, and partial work makes up for the late") {
  const std::vector<Curve> prompt = learn_synthetic(averaging);
  const Bands prompt_bands{{.638, .13}, {.744, .08}, {.828, .06}, {.782, .49}};
  check_accuracies(prompt, prompt_bands);
  const std::vector<Curve> kept = learn_synthetic(partial_work_kept);
  const Bands kept_bands{{.635, .13}, {.763, .07}, {.848, .05}, {.609, .36}};
  check_accuracies(kept, kept_bands);
  const std::vector<Curve> dropped = learn_synthetic(averaging_most_dropped);
  CHECK(accuracy_at(dropped, 10) == within({.302, .16}));
  if (is_long_form()) {
    CHECK(accuracy_at(dropped, 50) == in({.639, .10}));
    CHECK(accuracy_at(dropped, 200) == in({.805, .09}));
    CHECK(loss_at(prompt, 200) == within(prompt_bands.loss));
    CHECK(loss_at(kept, 200) == in(kept_bands.loss));
    CHECK(loss_at(dropped, 200) == within({.900, .66}));
  }
  const double lost = accuracy_at(prompt, 50) - accuracy_at(dropped, 50);
  CHECK(lost > 0.05);
  CHECK(accuracy_at(kept, 50) - accuracy_at(dropped, 50) > lost / 2);
}

TEST_CASE("Synthetic learned by FedProx lands where an independent implementation does, whoever is late, and is calm") {
  const std::vector<Curve> prompt = learn_synthetic(proximal);
  const Bands prompt_bands{{.602, .14}, {.785, .05}, {.868, .05}, {.345, .13}};
  check_accuracies(prompt, prompt_bands);
  CHECK(loss_at(prompt, 200) == within(prompt_bands.loss));
  const std::vector<Curve> late = learn_synthetic(proximal_most_late);
  const Bands late_bands{{.603, .13}, {.782, .06}, {.871, .05}, {.345, .13}};
  check_accuracies(late, late_bands);
  CHECK(loss_at(late, 200) == within(late_bands.loss));
  CHECK(accuracy_at(late, 200) == Approx(accuracy_at(prompt, 200)).margin(0.005));
  CHECK(loss_at(late, 200) == Approx(loss_at(prompt, 200)).margin(0.02));
  CHECK(unrest(learn_synthetic(averaging_most_dropped)) > 10 * unrest(late));
}

TEST_CASE("the proximal term slows learning on IID data") {
  Experiment with = proximal, without = averaging;
  with.rounds = without.rounds = 50;
  CHECK(accuracy_at(learn_synthetic_iid(without), 50) > accuracy_at(learn_synthetic_iid(with), 50) + 0.1);
}
