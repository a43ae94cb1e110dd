#include "sim/federation/target_watch.hpp"

namespace roundwatt {

bool TargetWatch::observe(double accuracy, const TargetMoment& at) {
  const bool reached = accuracy >= target_;
  if (reached && !first_) first_ = at;
  if (reached && in_a_row_ == 0) row_began_ = at;
  in_a_row_ = reached ? in_a_row_ + 1 : 0;
  if (!sustained_ && in_a_row_ >= sustained_for_) {
    sustained_ = row_began_;
    confirmed_ = at;
  }
  return sustained_.has_value();
}

}  // namespace roundwatt
