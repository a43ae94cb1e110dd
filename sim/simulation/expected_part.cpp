#include "sim/simulation/expected_part.hpp"

#include "sim/energy/host_row_power.hpp"

namespace roundwatt {

namespace {

double expected_training(const BoundClient& client, const LocalTraining& training, FlopsPerSecond speed) {
  const Flops epoch = training_work(client.cost, client.samples, training.batch_size, speed);
  const Flops work = work_for(all_work(training), client, training, speed) + training.extra_epochs * epoch + training.encoding +
                     training.hiding;
  return work.value() / (client.speed * speed.value());
}

}  // namespace

ExpectedPart expected_part(PreparedRun& run, const BoundClient& client, HostId asked_by, const LocalTraining& training) {
  Fleet& fleet = run.fleet();
  const HostRow& device = fleet.host(client.device).row;
  ExpectedPart part;
  if (asked_by) part.download_s = fleet.lone_time(asked_by, client.device, training.download_size).value();
  part.train_s = expected_training(client, training, FlopsPerSecond{device.speed_flop_s});
  if (asked_by) part.upload_s = fleet.lone_time(client.device, asked_by, training.upload_size).value();
  const HostPower power = power_of(device);
  part.download_j = power.at({true, 0, true, false}).total().value() * part.download_s;
  part.train_j = power.at({true, 1.0 / device.cores, false, false}).total().value() * part.train_s;
  part.upload_j = power.at({true, 0, false, true}).total().value() * part.upload_s;
  const double pue = device.site < 0 ? 1 : fleet.sites()[static_cast<std::size_t>(device.site)].pue;
  part.joules = pue * (part.download_j + part.train_j + part.upload_j);
  return part;
}

}  // namespace roundwatt
