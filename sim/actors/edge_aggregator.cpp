#include "sim/actors/edge_aggregator.hpp"

#include <utility>

namespace roundwatt {

namespace sg = simgrid::s4u;

EdgeAggregator::EdgeAggregator(std::uint64_t number, HostId server, const EdgeCohort& cohort,
                               const std::vector<BoundClient>& clients, const LocalTraining& training,
                               const HierarchicalRules& rules, ActorServices services)
    : host_{cohort.host},
      server_{server},
      rules_{rules},
      services_{services},
      leader_{
          {cohort.host, number, cohort.members, led_model()}, clients, training, rules.rounds, cohort.next_return, services} {}

/// Its clients start from the edge model and move it.
LedModel EdgeAggregator::led_model() {
  if (services_.learning == nullptr) return {};
  return {[this] { return model_.model; },
          [this](std::int32_t round, std::vector<FederatedTraining::Pending> updates, const std::vector<double>& weights) {
            model_ = services_.learning->join(round, std::move(model_), std::move(updates), weights);
          }};
}

Ending EdgeAggregator::take_part(Participation& part) {
  lost_ = false;
  model_ = {part.global};
  Ending ending = transfer(part, server_, host_, TransferPurpose::model);
  for (std::int32_t edge_round = 1; edge_round <= rules_.edge_rounds && ending == Ending::done; ++edge_round) {
    ending = lead_edge_round(part, edge_round);
  }
  if (ending == Ending::done) ending = transfer(part, host_, server_, TransferPurpose::update);
  return ending;
}

Ending EdgeAggregator::transfer(Participation& part, HostId from, HostId to, TransferPurpose purpose) {
  const std::int32_t round = part.row.round;
  const Delivery delivery = services_.transport.send(from, to, rules_.model, round, part.cancellation());
  if (delivery.bytes > 0) {
    services_.recorder.record(TransferRow{round, from.row, to.row, -1, purpose, delivery.start_s, delivery.end_s,
                                          delivery.bytes, delivery.bytes_lost},
                              delivery.end_s);
  }
  return delivery.ending;
}

/// Select, broadcast, collect, aggregate. Where none of its clients will ever come back its part fails.
Ending EdgeAggregator::lead_edge_round(Participation& part, std::int32_t number) {
  const bool some_are_left = leader_.wait_for_clients([this, &part] { return is_over(part); });
  if (part.cancellation().requested()) return Ending::cancelled;
  given_up_ = !some_are_left;
  if (lost_ || given_up_) return Ending::failed;
  open_ = begin_edge_round(part, number);
  leader_.ask(open_);
  leader_.collect(*open_);
  leader_.close(*open_);
  const Ending ending = leader_.aggregate(*open_, part.cancellation());
  leader_.finish(*open_);
  open_ = nullptr;
  return lost_ ? Ending::failed : ending;
}

std::shared_ptr<OpenRound> EdgeAggregator::begin_edge_round(const Participation& part, std::int32_t number) const {
  auto round = std::make_shared<OpenRound>();
  round->row.round = part.row.round;
  round->row.level = 1;
  round->row.edge_round = number;
  round->row.aggregator = host_.row;
  round->row.start_s = sg::Engine::get_clock();
  // Counted through over global rounds: with one edge round each it is the number of the global one.
  round->number = (part.row.round - 1) * static_cast<std::int32_t>(rules_.edge_rounds) + number;
  round->within = part.round;
  ++part.round->edge_rounds;
  return round;
}

void EdgeAggregator::on_device_state(HostId device, bool on) {
  leader_.on_device_state(device, on);
  if (device != host_ || on) return;
  lost_ = true;
  if (open_) leader_.abandon(*open_);
}

}  // namespace roundwatt
