#include "sim/learning/training_pool.hpp"

namespace fedjoule {

namespace {

constexpr unsigned places_for_callers = 0;  // who submits does not work

}  // namespace

// oneTBB counts the thread that calls: one more makes as many workers as were asked for, on a machine of one core too.
TrainingPool::TrainingPool(std::size_t threads)
    : parallelism_{tbb::global_control::max_allowed_parallelism, threads + 1},
      arena_{static_cast<int>(threads), places_for_callers} {}

void TrainingPool::wait_for_all() {
  std::unique_lock lock{mutex_};
  idle_.wait(lock, [this] { return open_jobs_ == 0; });
}

void TrainingPool::enqueue(std::function<void(Workspace&)> work) {
  {
    const std::lock_guard lock{mutex_};
    ++open_jobs_;
  }
  arena_.enqueue([this, work = std::move(work)] {
    work(workspaces_.local());
    const std::lock_guard lock{mutex_};
    if (--open_jobs_ == 0) idle_.notify_all();
  });
}

}  // namespace fedjoule
