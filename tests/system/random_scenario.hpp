#pragma once

#include <fmt/format.h>

#include <algorithm>
#include <string>

#include "tests/system/dice.hpp"

namespace roundwatt {

/// A scenario drawn at random for a platform, platform.xml beside it, with \p devices devices.
class RandomScenario {
 public:
  RandomScenario(std::uint64_t seed, int devices) : dice_{seed, "scenario"}, devices_{devices} {
    yaml_ = fmt::format(
        "roundwatt: 1\nname: random-{0}\nseed: {0}\nstart: {1}\nplatform: {{file: platform.xml, network: {{model: {2}}}}}\n",
        seed, dice_.one_of({"2021-02-16T00:00:00Z", "1969-12-31T23:59:59.5Z", "2030-06-30T12:34:56Z"}),
        dice_.one_of({"LV08", "textbook"}));
    yaml_ += federation();
    yaml_ += workload() + learning() + stop() + trace();
  }

  const std::string& yaml() const { return yaml_; }

 private:
  std::string federation() {
    if (dice_.one_in(4)) return centralized();
    return dice_.one_in(3) ? asynchronous() : synchronous();
  }
  std::string asynchronous() {
    const int clients = dice_.between(1, devices_);
    const std::string algorithm =
        dice_.one_in(2) ? "fedasync" : fmt::format("fedbuff, buffer_size: {}", dice_.between(1, clients));
    std::string bound;
    if (dice_.one_in(2)) bound = fmt::format(", max_staleness: {}", dice_.between(0, 3));
    return fmt::format(
        "data: {{clients: {}, {}}}\nfederation: {{mode: asynchronous, asynchronous: {{algorithm: {}, max_concurrency: "
        "{}{}}}}}\n",
        clients, samples(), algorithm, dice_.between(1, clients), bound);
  }
  std::string synchronous() {
    const int clients = dice_.between(1, devices_);
    const int per_round = dice_.between(1, clients);
    // At most as many as there are are selected.
    const double over_selection = 1 + (static_cast<double>(clients) / per_round - 1) * dice_.between(0, 2) / 2;
    std::string stragglers =
        fmt::format("over_selection: {:.17g}, after_deadline: {}", over_selection, dice_.one_of({"cancel", "finish"}));
    if (dice_.one_in(2)) stragglers += fmt::format(", deadline: {}.5s, late: drop", dice_.between(1, 60));
    return fmt::format(
        "data: {{clients: {}, {}}}\nfederation: {{clients_per_round: {}, devices: {{binding: {}}}, stragglers: {{{}}}{}}}\n",
        clients, samples(), per_round, dice_.one_of({"order", "random", "site"}), stragglers, availability());
  }
  std::string availability() {
    if (dice_.one_in(2)) return "";
    return fmt::format(
        ", availability: {{kind: renewal, renewal: {{mean_on: {}, mean_off: {}, shape_on: {}}}}}, "
        "failure_detection: {{timeout: {}}}",
        dice_.between(1, 60), dice_.between(1, 60), dice_.one_of({"1", "0.5", "2"}), dice_.one_of({"0", "10s"}));
  }
  std::string centralized() {
    return fmt::format("data: {{clients: {}, {}}}\nfederation: {{mode: centralized, upload_raw_data: {}}}\n",
                       dice_.between(1, devices_), samples(), dice_.one_of({"true", "false"}));
  }
  std::string samples() {
    return dice_.one_of({fmt::format("samples_per_client: {}", dice_.between(1, 60)), "samples_quantiles: [1, 20, 100]"});
  }

  std::string workload() {
    return fmt::format(
        "workload: {{model: {{size: {}}}, compute: {{flops_per_sample: {}Mf, overhead_per_batch: {}s}}, "
        "aggregation: {{flops_per_update: {}}}, evaluation: {{flops_per_sample: {}Mf}}, sample: {{size: {}}}}}\n",
        dice_.one_of({"1B", "12345B", "300kB", "5MB"}), dice_.between(1, 900), dice_.one_of({"0", "0.25"}),
        dice_.one_of({"0", "1Gf", "30Gf"}), dice_.between(1, 900), dice_.one_of({"100B", "30kB"}));
  }

  std::string learning() {
    const std::string amount = dice_.one_in(4) ? "steps" : "epochs";
    return fmt::format("learning: {{local: {{{}: {}, batch_size: {}}}, evaluate: {{every: {}, samples: {}}}}}\n", amount,
                       dice_.between(1, 3), dice_.between(1, 40), dice_.between(1, 3), dice_.one_of({"0", "20"}));
  }

  std::string stop() {
    std::string stops = fmt::format("rounds: {}", dice_.between(1, 8));
    if (dice_.one_in(3)) stops += fmt::format(", time: {}.75s", dice_.between(1, 200));
    if (dice_.one_in(3)) stops += fmt::format(", energy: {}J", dice_.between(1, 20000));
    if (dice_.one_in(4)) stops += fmt::format(", carbon: {{grams: {}mg}}", dice_.between(1, 2000));
    return fmt::format("carbon: {{boundary: {}}}\nstop: {{{}}}\n", dice_.one_of({"participation", "incremental", "fleet"}),
                       stops);
  }

  std::string trace() {
    return fmt::format(
        "trace: {{plugin_check: true, participations: {}, transfers: {}, host_energy: {}, link_energy: {}, bucket: {}}}\n",
        dice_.one_of({"true", "true", "false"}), dice_.one_of({"true", "true", "false"}),
        dice_.one_of({"intervals", "intervals", "totals"}), dice_.one_of({"buckets", "buckets", "totals"}),
        dice_.one_of({"7s", "0.7s", "1h"}));
  }

  Dice dice_;
  int devices_;
  std::string yaml_;
};

}  // namespace roundwatt
