#pragma once

#include <tbb/enumerable_thread_specific.h>
#include <tbb/global_control.h>
#include <tbb/task_arena.h>

#include <condition_variable>
#include <cstddef>
#include <functional>
#include <future>
#include <memory>
#include <mutex>

#include "sim/learning/workspace.hpp"

namespace roundwatt {

/// Worker threads that take jobs of learning, each with a workspace of its own. Whoever waits for a job sleeps: it never runs
/// others' jobs meanwhile, since that would happen on the stack of an actor.
class TrainingPool {
 public:
  /// \p threads ≥ 1.
  explicit TrainingPool(std::size_t threads);
  ~TrainingPool() { wait_for_all(); }
  TrainingPool(const TrainingPool&) = delete;
  TrainingPool& operator=(const TrainingPool&) = delete;

  /// Lets a worker do \p job, which gets the worker's workspace; what it returns or throws is in the future.
  template <class Job>
  auto submit(Job job) -> std::future<decltype(job(std::declval<Workspace&>()))> {
    using Result = decltype(job(std::declval<Workspace&>()));
    auto task = std::make_shared<std::packaged_task<Result(Workspace&)>>(std::move(job));
    std::future<Result> result = task->get_future();
    enqueue([task = std::move(task)](Workspace& workspace) { (*task)(workspace); });
    return result;
  }

  /// Waits until no job is under way or waiting.
  void wait_for_all();

 private:
  struct Errand;

  void enqueue(std::function<void(Workspace&)> work);

  tbb::global_control parallelism_;
  tbb::task_arena arena_;
  tbb::enumerable_thread_specific<Workspace> workspaces_;
  std::mutex mutex_;
  std::condition_variable idle_;
  std::size_t open_jobs_ = 0;
};

}  // namespace roundwatt
