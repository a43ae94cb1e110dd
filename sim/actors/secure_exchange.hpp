#pragma once

#include <functional>
#include <memory>
#include <vector>

#include "sim/actors/actor_services.hpp"
#include "sim/actors/round_steps.hpp"
#include "sim/federation/secure_aggregation.hpp"

namespace roundwatt {

/// What secure aggregation adds to the rounds of a server (Bonawitz et al. 2017): keys and shares go round before clients
/// train, and shares come in once their masked updates are there. In each step the server waits for all that it has not lost.
class SecureExchange {
 public:
  using Member = std::shared_ptr<Participation>;

  /// What a member's time with the exchange can end with.
  struct Endings {
    EndParticipation end;                         ///< its part is over, and why
    std::function<void(Participation&)> release;  ///< it has delivered, and nothing more is asked of it
  };

  /// \p news and \p failure_timeout are the leader's.
  SecureExchange(const SecureAggregation& rule, HostId server, ActorServices services, RunControl::News& news,
                 Seconds failure_timeout, Endings endings);

  /// AdvertiseKeys and ShareKeys with the cohort of \p round. Returns false where the round can bring nothing any more: it is
  /// given up with the reason, and nobody is left at work but who was in a step at that instant.
  bool agree(OpenRound& round);
  /// What the others have shared goes to \p member, who then goes on with \p train.
  void hand_out_shares(const Member& member, std::function<void(const Member&)> train);
  /// Unmasking: those who have delivered send what the sum over them takes, and are released. Returns whether it can be
  /// unmasked; where it cannot, \p round is closed by that.
  bool unmask(OpenRound& round);
  /// What the server computes then.
  Flops unmasking_work(const OpenRound& round) const;

 private:
  using Step = std::function<Ending(Participation&)>;

  bool take_step(OpenRound& round, const Step& step);
  void begin_step(const Member& member, Step step, EndParticipation over);
  std::optional<RoundEnd> gather(const OpenRound& round);
  void give_up(OpenRound& round, RoundEnd reason);
  void end_unmasking(Participation& member, Ending ending);

  Ending advertise_keys(Participation& member);
  Ending share_keys(Participation& member, std::size_t n);
  Ending reveal_shares(Participation& member);

  Ending compute(Participation& member, Flops work);
  Ending send_up(Participation& member, Bytes size);
  Ending send_down(Participation& member, Bytes size);
  Ending transfer(Participation& member, HostId from, HostId to, Bytes size);

  SecureAggregation rule_;
  HostId server_;
  ActorServices services_;
  RunControl::News& news_;
  Seconds failure_timeout_;
  Endings endings_;
};

}  // namespace roundwatt
