#include "sim/actors/centralized_trainer.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "sim/base/error.hpp"
#include "sim/learning/shuffle.hpp"
#include "sim/platform/simgrid_api.hpp"

namespace roundwatt {

namespace sg = simgrid::s4u;

void CentralizedTrainer::run() {
  if (rules_.upload_raw_data) {
    gather_raw_data();
  } else {
    for (const BoundClient& client : clients_) take_in(client);
  }
  for (std::int32_t round = 1; !services_.control.stopped(); ++round) train_round(round);
}

void CentralizedTrainer::gather_raw_data() {
  uploads_under_way_ = clients_.size();
  for (const BoundClient& client : clients_) {
    start_actor("uploader", sg::this_actor::get_host(), services_.control.guarded([this, &client] { upload(client); }));
  }
  while (uploads_under_way_ > 0 && !services_.control.failed()) news_.wait(std::nullopt);
  services_.recorder.close_links_of(-1, sg::Engine::get_clock());
  if (samples_ == 0 && !services_.control.stopped()) throw RunError{"no client's data reached the server: all uploads failed"};
}

void CentralizedTrainer::upload(const BoundClient& client) {
  RunControl::Enrolled enrolled{services_.control};
  const Bytes size = rules_.sample_size * static_cast<double>(client.samples);
  const Delivery delivery = services_.transport.send(client.device, server_, size, -1, enrolled.cancellation);
  TransferRow row;
  row.source = client.device.row;
  row.destination = server_.row;
  row.client = client.id.row;
  row.purpose = TransferPurpose::raw_data;
  row.start_s = delivery.start_s;
  row.end_s = delivery.end_s;
  row.bytes = delivery.bytes;
  row.bytes_lost = delivery.bytes_lost;
  services_.recorder.record(row, delivery.end_s);
  if (delivery.ending == Ending::done) take_in(client);
  --uploads_under_way_;
  services_.control.announce();
}

void CentralizedTrainer::take_in(const BoundClient& client) {
  at_hand_.push_back(client.id);
  samples_ += client.samples;
}

/// The samples at hand in the order of their clients, whoever's came first.
std::vector<SampleRow> CentralizedTrainer::rows_at_hand() const {
  std::vector<ClientId> owners = at_hand_;
  std::sort(owners.begin(), owners.end());
  std::vector<SampleRow> rows;
  for (const ClientId owner : owners) {
    const std::vector<SampleRow> more = services_.learning->task().partition->rows(owner);
    rows.insert(rows.end(), more.begin(), more.end());
  }
  return rows;
}

/// learning.local.epochs passes over all samples, or learning.local.steps batches that are taken from pass after pass.
void CentralizedTrainer::train_round(std::int32_t number) {
  RoundRow round;
  round.round = number;
  round.aggregator = server_.row;
  round.start_s = round.closed_s = sg::Engine::get_clock();
  round.closed_by = RoundEnd::work_done;
  services_.recorder.hosts().set_round(server_, number, round.start_s);
  const WorkPart& work = rules_.work;
  std::int64_t left =
      work.unit == WorkUnit::epoch ? work.count * samples_ : samples_in_steps(samples_, rules_.batch_size, work.count);
  for (std::int64_t pass = 0; left > 0 && !services_.control.stopped(); ++pass) {
    const std::int64_t samples = std::min(left, samples_);
    left -= samples;
    train_pass(round, pass, samples);
  }
  if (rules_.evaluations_per_epoch == 1) evaluate(number);
  if (services_.control.stopped()) round.closed_by = RoundEnd::end_of_run;
  round.end_s = sg::Engine::get_clock();
  services_.recorder.record(round, round.end_s);
  if (!services_.control.stopped()) services_.stops.after_round(number);
}

/// In as many parts as it has tests.
void CentralizedTrainer::train_pass(RoundRow& round, std::int64_t pass, std::int64_t samples) {
  const std::int64_t parts = services_.learning == nullptr ? 1 : std::min(rules_.evaluations_per_epoch, samples);
  for (std::int64_t part = 0; part < parts && !services_.control.stopped(); ++part) {
    const std::int64_t begin = samples * part / parts;
    train_part(round.round, pass, part == 0, samples * (part + 1) / parts - begin);
    round.closed_s = sg::Engine::get_clock();
    if (rules_.evaluations_per_epoch > 1) evaluate(round.round);
  }
}

void CentralizedTrainer::train_part(std::int32_t round, std::int64_t pass, bool first, std::int64_t samples) {
  const FleetHost& host = services_.fleet.host(server_);
  const Flops work = training_work(rules_.cost, samples, rules_.batch_size, FlopsPerSecond{host.row.speed_flop_s});
  const Ending ending = services_.processor.compute(server_, work, Activity::train, enrolled_.cancellation);
  if (ending == Ending::failed) {
    throw RunError{fmt::format("the server {} went off at {} s, in round {}", host.row.name, sg::Engine::get_clock(), round)};
  }
  if (ending == Ending::done && services_.learning != nullptr) learn(round, pass, first, samples);
}

/// Each pass has an order of all samples of its own; its parts share it.
void CentralizedTrainer::learn(std::int32_t round, std::int64_t pass, bool first, std::int64_t samples) {
  if (first) {
    RandomStream stream{rules_.seed, "centralized", static_cast<std::uint64_t>(round), static_cast<std::uint64_t>(pass)};
    order_ = shuffled(rows_at_hand(), stream);
    next_ = order_.begin();
  }
  const auto end = next_ + samples;
  services_.learning->train_global(round, {next_, end});
  next_ = end;
}

void CentralizedTrainer::evaluate(std::int32_t round) {
  if (services_.control.stopped() || !services_.evaluator.is_due(round)) return;
  const auto result = services_.evaluator.evaluate(server_, round, enrolled_.cancellation);
  if (result && !services_.control.stopped()) services_.stops.after_evaluation(round, *result);
}

}  // namespace roundwatt
