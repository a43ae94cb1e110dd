#pragma once

#include <tbb/global_control.h>
#include <tbb/parallel_pipeline.h>
#include <tbb/task_arena.h>

#include <concepts>
#include <cstddef>
#include <optional>

#include "analysis/energy/energy_ledger.hpp"

namespace roundwatt {

/// How items are added up. No result depends on the threads; another size of blocks changes the last digits.
struct SummingPlan {
  std::size_t threads = 0;  ///< 0: one for each processor that the process may use
  std::uint64_t block_rows = EnergyLedger::usual_block;
};

template <class Sum>
concept ItemSum = std::move_constructible<Sum> && requires(Sum sum, const Sum& part, const EnergyItem& item) {
  sum.add(item);
  sum.add(part);
  { part.empty_part() } -> std::same_as<Sum>;
};

/// Adds all items of \p energy to \p total, in one pass and bounded memory. Each block of rows makes a sum of its own, on any
/// thread, in the order of its items; these are added in the order of the blocks: the bits are the same for any number of
/// threads.
template <ItemSum Sum>
void sum_items(const EnergyLedger& energy, Sum& total, const SummingPlan& plan = {}) {
  constexpr std::size_t blocks_per_thread = 3;  // one is read, one added up, one waits to be merged
  const std::vector<EnergyLedger::Block> blocks = energy.blocks(plan.block_rows);
  std::optional<tbb::global_control> more_than_processors;
  if (plan.threads > 0) more_than_processors.emplace(tbb::global_control::max_allowed_parallelism, plan.threads);
  tbb::task_arena arena{plan.threads > 0 ? static_cast<int>(plan.threads) : tbb::task_arena::automatic};
  arena.execute([&] {
    const std::size_t tokens = static_cast<std::size_t>(arena.max_concurrency()) * blocks_per_thread;
    auto next = blocks.begin();
    const auto read = [&](tbb::flow_control& flow) {
      if (next == blocks.end()) {
        flow.stop();
        return EnergyRows{};
      }
      return energy.read(*next++);
    };
    const auto add_up = [&](const EnergyRows& rows) {
      Sum part = total.empty_part();
      energy.for_each_of(rows, [&](const EnergyItem& item) { part.add(item); });
      return part;
    };
    tbb::parallel_pipeline(
        tokens, tbb::make_filter<void, EnergyRows>(tbb::filter_mode::serial_in_order, read) &
                    tbb::make_filter<EnergyRows, Sum>(tbb::filter_mode::parallel, add_up) &
                    tbb::make_filter<Sum, void>(tbb::filter_mode::serial_in_order, [&](const Sum& part) { total.add(part); }));
  });
}

}  // namespace roundwatt
