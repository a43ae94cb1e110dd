#include "sim/actors/model_exchange.hpp"

#include "sim/platform/simgrid_api.hpp"

namespace roundwatt {

namespace sg = simgrid::s4u;

namespace {

TransferRow row_of(const Delivery& delivery, const BoundClient& from, const BoundClient& to, std::int32_t step) {
  TransferRow row;
  row.round = step;
  row.source = from.device.row;
  row.destination = to.device.row;
  row.client = from.id.row;
  row.purpose = TransferPurpose::model;
  row.start_s = delivery.start_s;
  row.end_s = delivery.end_s;
  row.bytes = delivery.bytes;
  row.bytes_lost = delivery.bytes_lost;
  return row;
}

}  // namespace

void send_model(ActorServices& services, StepBook& book, const BoundClient& from, const BoundClient& to, Bytes size,
                std::int32_t step, std::function<void(Ending, double, double)> over) {
  book.begin_flow(step);
  const auto carry = [&services, &book, &from, &to, size, step, over = std::move(over)] {
    RunControl::Enrolled enrolled{services.control};
    const Delivery delivery = services.transport.send(from.device, to.device, size, step, enrolled.cancellation);
    services.recorder.record(row_of(delivery, from, to, step), delivery.end_s);
    over(delivery.ending, delivery.start_s, delivery.end_s);
    book.end_flow(step);
  };
  start_actor("courier", sg::this_actor::get_host(), services.control.guarded(carry));
}

}  // namespace roundwatt
