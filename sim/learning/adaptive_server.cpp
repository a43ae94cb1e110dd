#include "sim/learning/adaptive_server.hpp"

namespace roundwatt {

GlobalModel AdaptiveServer::next(const GlobalModel& global, const Cohort& cohort) {
  const Eigen::Index count = global.parameters.size();
  if (first_.size() == 0) {
    first_.setZero(count);
    second_.setConstant(count, options_.adaptivity * options_.adaptivity);
  }
  const Eigen::ArrayXd change = weighted_change(global.parameters, cohort, mean_weights(cohort, options_.weights)).array();
  first_ = options_.first_decay * first_ + (1 - options_.first_decay) * change;
  take_in(change.square());
  const Eigen::VectorXd step = options_.rate * first_ / (second_.sqrt() + options_.adaptivity);
  return {moved(global.parameters, step), global.control};
}

void AdaptiveServer::take_in(const Eigen::ArrayXd& square) {
  const double share = 1 - options_.second_decay;
  switch (rule_) {
    case SecondMoment::adagrad:
      second_ += square;
      return;
    case SecondMoment::adam:
      second_ = options_.second_decay * second_ + share * square;
      return;
    case SecondMoment::yogi:
      second_ -= share * square * (second_ - square).sign();
      return;
  }
}

}  // namespace roundwatt
