#include "sim/actors/transport.hpp"

#include <algorithm>
#include <cmath>

#include "sim/platform/simgrid_action.hpp"

namespace roundwatt {

namespace sg = simgrid::s4u;
using simgrid::kernel::resource::Action;

Transport::Transport(Fleet& fleet, Recorder& recorder, Instant& instant, bool exact_solver)
    : fleet_{fleet}, recorder_{recorder}, instant_{instant}, exact_solver_{exact_solver} {
  sg::Engine::on_time_advance_cb([this](double) {
    last_step_ = sg::Engine::get_clock();
    if (tuner_) tune_what_moves_now();
  });
  sg::Link::on_communication_state_change_cb(
      [this](simgrid::kernel::resource::NetworkAction& action, Action::State) { note_broken(action); });
}

class Transport::InFlight {
 public:
  InFlight(Transport& transport, Flow& flow)
      : transport_{transport},
        activity_{flow.comm->get_impl()},
        place_{transport.in_flight_.insert(transport.in_flight_.end(), &flow)} {
    transport_.flow_of_[activity_] = &flow;
  }
  ~InFlight() {
    transport_.flow_of_.erase(activity_);
    transport_.in_flight_.erase(place_);
  }
  InFlight(const InFlight&) = delete;
  InFlight& operator=(const InFlight&) = delete;

 private:
  Transport& transport_;
  const simgrid::kernel::activity::ActivityImpl* activity_;
  std::list<Flow*>::iterator place_;
};

/// Once a flow is cancelled or has failed, its remainder reads 0: this is the last moment at which it can be known.
void Transport::note_broken(simgrid::kernel::resource::NetworkAction& network_action) {
  Action& action = as_action(network_action);
  if (action.get_state() != Action::State::FAILED) return;
  const auto found = flow_of_.find(action.get_activity());
  if (found == flow_of_.end()) return;
  double remaining = action.get_remains();
  // A profile switches hosts and links off before SimGrid moves the flows to that instant.
  if (exact_solver_) remaining -= action.get_rate() * (sg::Engine::get_clock() - last_step_);
  Flow& flow = *found->second;
  flow.sent = std::clamp(flow.size - remaining, 0.0, flow.size);
  flow.broken = true;
}

Delivery Transport::send(HostId from, HostId to, Bytes size, std::int32_t round, Cancellation& cancellation) {
  Delivery delivery;
  delivery.start_s = delivery.end_s = sg::Engine::get_clock();
  sg::Host* sender = fleet_.host(from).simgrid;
  sg::Host* receiver = fleet_.host(to).simgrid;
  if (cancellation.requested()) delivery.ending = Ending::cancelled;
  if (!sender->is_on() || !receiver->is_on()) delivery.ending = Ending::failed;
  if (delivery.ending != Ending::done) return delivery;

  const auto whole_bytes = static_cast<std::uint64_t>(std::llround(size.value()));
  const Route& route = fleet_.route(from, to);
  Flow flow{sg::Comm::sendto_init(sender, receiver), from, to, &route, recorder_.link_round(round),
            static_cast<double>(whole_bytes)};
  const std::uint64_t number = instant_.begin();
  recorder_.hosts().begin_sending(from, delivery.start_s);
  recorder_.hosts().begin_receiving(to, delivery.start_s);
  recorder_.links().begin_flow(route, flow.round, delivery.start_s);
  if (tuner_) flow.moves_from_s = tuner_->moves_from(from, to, delivery.start_s);
  flow.comm->set_payload_size(whole_bytes)->start();
  const bool arrived = [&] {
    const InFlight known{*this, flow};
    if (tuner_ && tuner_->is_closed(from, to)) tune(flow, actions());
    return cancellation.wait(flow.comm);
  }();
  if (on_end_) on_end_();
  instant_.note();
  if (!arrived && !cancellation.requested()) instant_.line_up(number);
  delivery.end_s = sg::Engine::get_clock();
  if (arrived) flow.sent = flow.size;
  charge(flow, flow.sent);
  recorder_.links().end_flow(route, flow.round, delivery.end_s);
  recorder_.hosts().end_receiving(to, delivery.end_s);
  recorder_.hosts().end_sending(from, delivery.end_s);
  if (!arrived) delivery.ending = cancellation.requested() ? Ending::cancelled : Ending::failed;
  delivery.bytes = flow.sent;
  delivery.bytes_lost = arrived ? 0 : flow.sent;
  return delivery;
}

bool Transport::is_arriving() {
  return std::any_of(in_flight_.begin(), in_flight_.end(), [&](const Flow* flow) {
    if (flow->broken || flow->size <= 0) return false;
    const Bytes remaining{flow->comm->get_remaining()};
    const Seconds left = lone_time(flow->from, flow->to, remaining) - lone_time(flow->from, flow->to, Bytes{0});
    return left.value() <= precision_of_time;
  });
}

Transport::Actions Transport::actions() const {
  Actions actions;
  for (simgrid::kernel::resource::Model* model : sg::Engine::get_instance()->get_all_models()) {
    for (Action& action : *model->get_started_action_set()) {
      const auto flow = flow_of_.find(action.get_activity());
      if (flow != flow_of_.end()) actions.emplace(flow->second, &action);
    }
  }
  return actions;
}

void Transport::tune(Flow& flow, const Actions& actions) {
  const auto action = actions.find(&flow);
  const bool moves = action != actions.end() && action->second->get_state() == Action::State::STARTED;
  if (!moves) return;
  const FlowTuner::Next next = tuner_->tune(*action->second, flow.from, flow.to, flow.moves_from_s);
  flow.is_tuned_once_it_moves = next == FlowTuner::Next::once_it_moves;
}

std::vector<Transport::Flow*> Transport::flows_over(const std::vector<sg::Link*>& links) const {
  const std::unordered_set<const sg::Link*> wanted(links.begin(), links.end());
  const auto crosses = [&](HostId from, HostId to) {
    const std::vector<sg::Link*> route = fleet_.simgrid_route(from, to);
    return std::any_of(route.begin(), route.end(), [&](const sg::Link* link) { return wanted.contains(link); });
  };
  std::vector<Flow*> flows;
  for (Flow* flow : in_flight_) {
    if (crosses(flow->from, flow->to) || crosses(flow->to, flow->from)) flows.push_back(flow);
  }
  return flows;
}

void Transport::change(const std::vector<sg::Link*>& links, const std::function<void(FlowTuner&)>& change) {
  const Actions moving = actions();
  const std::vector<Flow*> flows = flows_over(links);
  for (const Flow* flow : flows) {
    if (moving.contains(flow)) FlowTuner::hold(*moving.at(flow));
  }
  change(*tuner_);
  for (Flow* flow : flows) tune(*flow, moving);
}

void Transport::tune_what_moves_now() {
  const double now = sg::Engine::get_clock();
  const auto is_due = [now](const Flow* flow) {
    return flow->is_tuned_once_it_moves && flow->moves_from_s <= now + precision_of_time;
  };
  if (std::none_of(in_flight_.begin(), in_flight_.end(), is_due)) return;
  const Actions moving = actions();
  for (Flow* flow : in_flight_) {
    if (is_due(flow)) tune(*flow, moving);
  }
}

void Transport::charge(Flow& flow, double sent) {
  recorder_.links().carry(*flow.route, flow.round, sent - flow.charged);
  flow.charged = sent;
}

void Transport::carry_all() {
  for (Flow* flow : in_flight_) {
    charge(*flow, flow->broken ? flow->sent : std::max(flow->charged, flow->size - flow->comm->get_remaining()));
  }
}

}  // namespace roundwatt
