#include "sim/actors/processor.hpp"

namespace roundwatt {

namespace sg = simgrid::s4u;

Ending Processor::compute(HostId host, Flops work, Activity activity, Cancellation& cancellation) {
  if (cancellation.requested()) return Ending::cancelled;
  sg::Host* machine = fleet_.host(host).simgrid;
  if (!machine->is_on()) return Ending::failed;
  if (work.value() <= 0) return Ending::done;
  const std::uint64_t number = instant_.begin();
  recorder_.hosts().begin_work(host, activity, sg::Engine::get_clock());
  const sg::ExecPtr execution = sg::this_actor::exec_init(work.value());
  execution->set_host(machine)->start();
  const bool finished = cancellation.wait(execution);
  instant_.note();
  if (!finished && !cancellation.requested()) instant_.line_up(number);
  recorder_.hosts().end_work(host, activity, sg::Engine::get_clock());
  if (finished) return Ending::done;
  return cancellation.requested() ? Ending::cancelled : Ending::failed;
}

}  // namespace roundwatt
