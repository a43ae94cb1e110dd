#include "sim/actors/client.hpp"

namespace roundwatt {

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
  const Flops epoch = training_work(self_.cost, self_.samples, training_.batch_size, device_speed_);
  const Flops extra = paced(training_.extra_epochs * epoch, participation);
  const WorkPart part = work_in(participation, extra);
  // The learning itself goes on elsewhere meanwhile; its result is asked for when the update is aggregated.
  if (learning_ != nullptr) {
    participation.update = learning_->begin(self_.id, participation.round->number, participation.global, as_local_work(part));
  }
  Ending ending = processor_.compute(self_.device, extra, Activity::train, participation.cancellation());
  if (ending == Ending::done) ending = do_work(participation, part);
  if (ending == Ending::done) row.train_end_s = sg::Engine::get_clock();
  const Flops encoding = training_.encoding + participation.masking;
  if (ending == Ending::done && encoding.value() > 0) {
    ending = processor_.compute(self_.device, paced(encoding, participation), Activity::encode, participation.cancellation());
  }
  if (ending == Ending::done && learning_ != nullptr) {
    participation.encoding =
        learning_->encode(self_.id, participation.round->number, participation.global, participation.update);
  }
  return ending;
}

/// What this client gets done of its work: all of it, but for stragglers.
WorkPart Client::work_in(Participation& participation, Flops extra) {
  WorkPart part = all_work(training_);
  if (const std::optional<double> latest = training_.fit_deadline ? participation.round->latest : std::nullopt) {
    part = work_until(*latest, participation, extra);
  }
  if (!participation.straggler_units) return part;
  const WorkPart simulated{all_work_in(training_.cut, training_, self_.samples).unit, *participation.straggler_units};
  const bool less = epochs_in(simulated, self_, training_) < epochs_in(part, self_, training_);
  return less ? simulated : part;
}

/// As much as is expected to be trained and uploaded by \p latest.
WorkPart Client::work_until(double latest, Participation& participation, Flops extra) {
  const WorkPart all = all_work_in(training_.cut, training_, self_.samples);
  const double speed = processor_.speed(self_.device).value();
  const auto seconds_for = [&](std::int64_t units) {
    const WorkPart part{all.unit, units};
    const Flops work = work_for(part, self_, training_, device_speed_) + training_.encoding + participation.masking;
    return (extra + paced(work, participation)).value() / speed;
  };
  const ParticipationRow& row = participation.row;
  const double upload = expected_upload(row.download_end_s - row.download_start_s,
                                        transport_.lone_time(server_, self_.device, training_.download_size).value(),
                                        transport_.lone_time(self_.device, server_, training_.upload_size).value());
  const double budget = latest - sg::Engine::get_clock() - upload + precision_of_time;
  const std::int64_t fits = units_that_fit(all.count, budget, seconds_for);
  if (fits == all.count) return all_work(training_);
  participation.spared_s = seconds_for(all.count) - seconds_for(fits);
  return {all.unit, fits};
}

/// Epochs one after another, so that a client that is stopped has a count of them; steps in one go.
Ending Client::do_work(Participation& participation, const WorkPart& part) {
  const WorkPart at_once{part.unit, part.unit == WorkUnit::epoch ? 1 : part.count};
  const Flops work = paced(work_for(at_once, self_, training_, device_speed_), participation);
  Ending ending = Ending::done;
  for (std::int64_t done = 0; done < part.count && ending == Ending::done; done += at_once.count) {
    ending = processor_.compute(self_.device, work, Activity::train, participation.cancellation());
    if (ending == Ending::done) participation.row.epochs += epochs_in(at_once, self_, training_);
  }
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

}  // namespace roundwatt
