#include "sim/actors/secure_exchange.hpp"

#include <algorithm>
#include <utility>

#include "sim/platform/simgrid_api.hpp"

namespace roundwatt {

namespace sg = simgrid::s4u;

namespace {

double now() { return sg::Engine::get_clock(); }

HostId device_of(const Participation& member) { return HostId{static_cast<std::size_t>(member.row.host)}; }

std::vector<SecureExchange::Member> members_left(const OpenRound& round) {
  std::vector<SecureExchange::Member> left;
  for (const auto& member : round.participations) {
    if (!member->over) left.push_back(member);
  }
  return left;
}

}  // namespace

SecureExchange::SecureExchange(const SecureAggregation& rule, HostId server, ActorServices services, RunControl::News& news,
                               Seconds failure_timeout, Endings endings)
    : rule_{rule},
      server_{server},
      services_{services},
      news_{news},
      failure_timeout_{failure_timeout},
      endings_{std::move(endings)} {}

bool SecureExchange::agree(OpenRound& round) {
  round.needed = rule_.needed(round.participations.size());
  if (!take_step(round, [this](Participation& member) { return advertise_keys(member); })) return false;
  const std::size_t with_keys = members_left(round).size();
  if (!take_step(round, [this, with_keys](Participation& member) { return share_keys(member, with_keys); })) return false;
  const std::vector<Member> with_shares = members_left(round);
  round.masked = with_shares.size();
  for (const Member& member : with_shares) member->masking = rule_.masking(round.masked);
  return true;
}

/// Too few may be left before a step or after it.
bool SecureExchange::take_step(OpenRound& round, const Step& step) {
  const auto over = [this](Participation& member, Ending ending) {
    const bool goes_on = ending == Ending::done && member.round->collecting && !member.round->given_up;
    if (!goes_on) endings_.end(member, ending == Ending::done ? Ending::cancelled : ending);
  };
  std::optional<RoundEnd> reason;
  const std::vector<Member> members = members_left(round);
  if (members.size() >= round.needed) {
    for (const Member& member : members) begin_step(member, step, over);
    reason = gather(round);
  }
  if (!reason && members_left(round).size() < round.needed) reason = RoundEnd::below_threshold;
  if (reason) give_up(round, *reason);
  return !reason;
}

void SecureExchange::begin_step(const Member& member, Step step, EndParticipation over) {
  member->in_step = true;
  ++member->round->in_step;
  const auto take = [this, member, step = std::move(step), over = std::move(over)] {
    const Ending ending = step(*member);
    member->in_step = false;
    --member->round->in_step;
    over(*member, ending);
    services_.control.announce();
  };
  start_actor("secure exchange", sg::this_actor::get_host(), services_.control.guarded(take));
}

/// Waits until nobody is in the step any more, and says why the round cannot go on, if so.
std::optional<RoundEnd> SecureExchange::gather(const OpenRound& round) {
  while (true) {
    if (services_.control.stopped()) return RoundEnd::end_of_run;
    if (round.in_step == 0 && now() >= round.learns_at_s) return std::nullopt;
    if (round.latest && now() >= *round.latest) return RoundEnd::deadline;
    news_.wait(round.in_step > 0 ? round.latest : earlier(round.latest, round.learns_at_s));
  }
}

/// Who is in a step is stopped with the others when the round closes, or goes through it in vain.
void SecureExchange::give_up(OpenRound& round, RoundEnd reason) {
  round.given_up = reason;
  for (const Member& member : members_left(round)) {
    if (!member->in_step) endings_.end(*member, Ending::cancelled);
  }
}

/// Nobody waits for the others after this: who is slow here is slow with its update.
void SecureExchange::hand_out_shares(const Member& member, std::function<void(const Member&)> train) {
  const auto receive = [this, member, train = std::move(train)] {
    const Ending ending = send_down(*member, rule_.shares_for_others(member->round->masked));
    if (ending == Ending::done) {
      train(member);
    } else {
      endings_.end(*member, ending);
    }
  };
  start_actor("secure exchange", sg::this_actor::get_host(), services_.control.guarded(receive));
}

bool SecureExchange::unmask(OpenRound& round) {
  if (round.given_up) return false;
  const std::vector<Member> delivered = round.arrivals;
  const bool enough = delivered.size() >= round.needed;
  for (const Member& member : delivered) {
    if (enough) {
      begin_step(
          member, [this](Participation& one) { return reveal_shares(one); },
          [this](Participation& one, Ending ending) { end_unmasking(one, ending); });
    } else {
      endings_.release(*member);
    }
  }
  // Where the run ends meanwhile, all steps end at that instant.
  while (round.in_step > 0) news_.wait(std::nullopt);
  while (!services_.control.stopped() && now() < round.silent_until_s) news_.wait(round.silent_until_s);
  const bool readable = round.revealed >= round.needed;
  if (!readable && !services_.control.stopped()) round.row.closed_by = RoundEnd::below_threshold;
  return readable;
}

/// Its masked update is there: without its shares the others' may do.
void SecureExchange::end_unmasking(Participation& member, Ending ending) {
  OpenRound& round = *member.round;
  if (ending == Ending::done) {
    ++round.revealed;
  } else if (outcome_of_loss(member, ending) != Outcome::cancelled) {
    round.silent_until_s = now() + failure_timeout_.value();
  }
  endings_.release(member);
}

Flops SecureExchange::unmasking_work(const OpenRound& round) const {
  return rule_.unmasking(round.masked, round.arrivals.size(), round.needed);
}

Ending SecureExchange::advertise_keys(Participation& member) {
  const Ending ending = compute(member, rule_.making_keys());
  return ending == Ending::done ? send_up(member, rule_.own_keys()) : ending;
}

/// \p n clients have advertised keys.
Ending SecureExchange::share_keys(Participation& member, std::size_t n) {
  Ending ending = send_down(member, rule_.keys_of_others(n));
  if (ending == Ending::done) ending = compute(member, rule_.sharing(n, member.round->needed));
  return ending == Ending::done ? send_up(member, rule_.shares_for_others(n)) : ending;
}

Ending SecureExchange::reveal_shares(Participation& member) {
  const std::size_t n = member.round->masked;
  const Ending ending = send_down(member, rule_.survivors(n));
  return ending == Ending::done ? send_up(member, rule_.shares_for_unmasking(n)) : ending;
}

Ending SecureExchange::compute(Participation& member, Flops work) {
  return services_.processor.compute(device_of(member), work * member.pace, Activity::encode, member.cancellation());
}

Ending SecureExchange::send_up(Participation& member, Bytes size) { return transfer(member, device_of(member), server_, size); }

Ending SecureExchange::send_down(Participation& member, Bytes size) {
  return transfer(member, server_, device_of(member), size);
}

Ending SecureExchange::transfer(Participation& member, HostId from, HostId to, Bytes size) {
  const std::int32_t round = member.row.round;
  const Delivery delivery = services_.transport.send(from, to, size, round, member.cancellation());
  if (delivery.bytes > 0) {
    services_.recorder.record(TransferRow{round, from.row, to.row, member.row.client, TransferPurpose::secure_aggregation,
                                          delivery.start_s, delivery.end_s, delivery.bytes, delivery.bytes_lost},
                              delivery.end_s);
  }
  return delivery.ending;
}

}  // namespace roundwatt
