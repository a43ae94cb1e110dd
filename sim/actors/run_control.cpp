#include "sim/actors/run_control.hpp"

namespace roundwatt {

void RunControl::intend(const std::string& reason) {
  if (!intended_) intended_ = reason;
}

void RunControl::stop(const std::string& reason) {
  if (stopped()) return;
  reason_ = error_ ? reason : intended_.value_or(reason);
  end_s_ = simgrid::s4u::Engine::get_clock();
  // Cancelling lets other actors run, which may leave the lists meanwhile.
  while (!live_.empty()) {
    Enrolled* next = live_.front();
    ending_.splice(ending_.end(), live_, live_.begin());
    next->ending_ = true;
    next->cancellation.request();
  }
  announce();
}

void RunControl::fail(std::exception_ptr error) {
  if (!error_) error_ = std::move(error);
  stop("error");
}

void RunControl::rethrow_error() const {
  if (error_) std::rethrow_exception(error_);
}

void RunControl::announce() {
  instant_.note();
  for (News* listener : listeners_) listener->semaphore_->release();
}

bool RunControl::News::wait(std::optional<double> latest) {
  control_.instant_.step();
  if (!latest) {
    semaphore_->acquire();
    return true;
  }
  const double wait = *latest - simgrid::s4u::Engine::get_clock();
  return wait > 0 && !semaphore_->acquire_timeout(wait);
}

}  // namespace roundwatt
