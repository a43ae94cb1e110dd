#include "sim/actors/centralized_trainer.hpp"

#include <fmt/format.h>

#include "sim/base/error.hpp"

namespace fedjoule {

namespace sg = simgrid::s4u;

void CentralizedTrainer::run() {
  if (rules_.upload_raw_data) {
    gather_raw_data();
  } else {
    for (const BoundClient& client : clients_) samples_ += client.samples;
  }
  for (std::int32_t epoch = 1; !services_.control.stopped(); ++epoch) train_epoch(epoch);
}

void CentralizedTrainer::gather_raw_data() {
  uploads_under_way_ = clients_.size();
  for (const BoundClient& client : clients_) {
    sg::Actor::create("uploader", sg::this_actor::get_host(), services_.control.guarded([this, &client] { upload(client); }));
  }
  while (uploads_under_way_ > 0 && !services_.control.failed()) services_.control.wait_for_news(std::nullopt);
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
  if (delivery.ending == Ending::done) samples_ += client.samples;
  --uploads_under_way_;
  services_.control.announce();
}

void CentralizedTrainer::train_epoch(std::int32_t epoch) {
  const FleetHost& host = services_.fleet.host(server_);
  RoundRow round;
  round.round = epoch;
  round.aggregator = server_.row;
  round.start_s = sg::Engine::get_clock();
  round.closed_by = RoundEnd::work_done;
  services_.recorder.hosts().set_round(server_, epoch, round.start_s);
  const Flops work = training_work(rules_.cost, samples_, rules_.batch_size, FlopsPerSecond{host.row.speed_flop_s});
  const Ending ending = services_.processor.compute(server_, work, Activity::train, enrolled_.cancellation);
  if (ending == Ending::failed) {
    throw RunError{fmt::format("the server {} went off at {} s, in epoch {}", host.row.name, sg::Engine::get_clock(), epoch)};
  }
  round.closed_s = sg::Engine::get_clock();
  const auto accuracy =
      services_.control.stopped() ? std::nullopt : services_.evaluator.evaluate(server_, epoch, enrolled_.cancellation);
  if (services_.control.stopped()) round.closed_by = RoundEnd::end_of_run;
  round.end_s = sg::Engine::get_clock();
  services_.recorder.record(round, round.end_s);
  if (!services_.control.stopped()) services_.stops.after_round(epoch, accuracy);
}

}  // namespace fedjoule
