#include "sim/actors/client.hpp"

namespace fedjoule {

namespace sg = simgrid::s4u;

Ending Client::participate(Participation& participation) {
  Ending ending = download(participation);
  if (ending == Ending::done) ending = train(participation);
  if (ending == Ending::done) ending = upload(participation);
  return ending;
}

Ending Client::download(Participation& participation) {
  ParticipationRow& row = participation.row;
  row.download_start_s = sg::Engine::get_clock();
  const Delivery delivery =
      transport_.send(server_, self_.device, training_.download_size, row.round, participation.cancellation());
  row.bytes_down = delivery.bytes;
  row.bytes_lost += delivery.bytes_lost;
  if (delivery.ending == Ending::done) row.download_end_s = delivery.end_s;
  return delivery.ending;
}

Ending Client::train(Participation& participation) {
  ParticipationRow& row = participation.row;
  row.train_start_s = sg::Engine::get_clock();
  // The learning itself goes on elsewhere meanwhile; its result is asked for when the update is aggregated.
  if (learning_ != nullptr) participation.update = learning_->begin(self_.id, row.round, participation.global);
  const Flops epoch = training_work(self_.cost, self_.samples, training_.batch_size, device_speed_);
  Ending ending =
      processor_.compute(self_.device, training_.extra_epochs * epoch, Activity::train, participation.cancellation());
  if (training_.steps && ending == Ending::done) ending = train_steps(participation, *training_.steps);
  for (std::int64_t i = 0; !training_.steps && i < training_.epochs && ending == Ending::done; ++i) {
    ending = processor_.compute(self_.device, epoch, Activity::train, participation.cancellation());
    if (ending == Ending::done) ++row.epochs;
  }
  if (ending == Ending::done) row.train_end_s = sg::Engine::get_clock();
  if (ending == Ending::done && training_.encoding.value() > 0) {
    ending = processor_.compute(self_.device, training_.encoding, Activity::encode, participation.cancellation());
  }
  return ending;
}

Ending Client::train_steps(Participation& participation, std::int64_t steps) {
  const std::int64_t samples = samples_in_steps(self_.samples, training_.batch_size, steps);
  const Flops work = steps_work(self_.cost, self_.samples, training_.batch_size, steps, device_speed_);
  const Ending ending = processor_.compute(self_.device, work, Activity::train, participation.cancellation());
  if (ending == Ending::done) participation.row.epochs = static_cast<double>(samples) / static_cast<double>(self_.samples);
  return ending;
}

Ending Client::upload(Participation& participation) {
  ParticipationRow& row = participation.row;
  row.upload_start_s = sg::Engine::get_clock();
  const Delivery delivery =
      transport_.send(self_.device, server_, training_.upload_size, row.round, participation.cancellation());
  row.bytes_up = delivery.bytes;
  row.bytes_lost += delivery.bytes_lost;
  if (delivery.ending == Ending::done) row.upload_end_s = delivery.end_s;
  return delivery.ending;
}

}  // namespace fedjoule
