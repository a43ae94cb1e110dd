#pragma once

#include <algorithm>
#include <cstdint>
#include <vector>

namespace roundwatt {

enum class SelectionKind { uniform, round_robin, weighted, fastest, energy_aware, carbon_aware, power_of_choice, oort };

/// Oort's parameters (Lai et al., OSDI 2021), with the values of its authors' code.
struct OortChoice {
  double exploration = 0.9;
  double exploration_decay = 0.98;
  double exploration_min = 0.3;
  double round_threshold = 30;
  double round_penalty = 2;
  double clip = 0.9;
  double cut_off = 0.05;
  std::int64_t pacer_step = 20;
  double pacer_delta = 5;

  bool operator==(const OortChoice&) const = default;
};

/// Who is asked to take part in a round.
/// What must hold of a device, besides being there, for it to be asked.
enum class ClientFilter {
  charging,  ///< it is plugged in
  wifi       ///< it is a station of an access point
};

struct SelectionChoice {
  SelectionKind kind = SelectionKind::uniform;
  std::vector<ClientFilter> filters;
  double fairness = 0;          ///< of the rules by cost: share of each cohort for who was asked least
  std::int64_t candidates = 0;  ///< of power-of-choice
  OortChoice oort;

  bool requires_that(ClientFilter filter) const { return std::find(filters.begin(), filters.end(), filter) != filters.end(); }
  bool operator==(const SelectionChoice&) const = default;
};

}  // namespace roundwatt
