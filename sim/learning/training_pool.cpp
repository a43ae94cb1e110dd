#include "sim/learning/training_pool.hpp"

namespace roundwatt {

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

// What the job holds is freed before the job counts as done: oneTBB frees the errand itself some time later, maybe after the
// end of the pool, when nothing of the job may be touched any more.
struct TrainingPool::Errand {
  TrainingPool& pool;
  mutable std::function<void(Workspace&)> work;  // oneTBB calls a constant errand

  void operator()() const {
    work(pool.workspaces_.local());
    work = nullptr;
    const std::lock_guard lock{pool.mutex_};
    if (--pool.open_jobs_ == 0) pool.idle_.notify_all();
  }
};

void TrainingPool::enqueue(std::function<void(Workspace&)> work) {
  {
    const std::lock_guard lock{mutex_};
    ++open_jobs_;
  }
  arena_.enqueue(Errand{*this, std::move(work)});
}

}  // namespace roundwatt
