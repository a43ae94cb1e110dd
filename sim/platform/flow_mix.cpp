#include "sim/platform/flow_mix.hpp"

#include <fmt/format.h>

#include "sim/base/unit.hpp"

namespace roundwatt {

namespace {

void count(FlowMix::Kind& kind, std::uint32_t whose) {
  if (kind.flows++ == 0) kind.first = whose;
}

}  // namespace

void join(FlowMix& mix, const CrossingFlow& flow) {
  mix.asked_byte_s += flow.elsewhere_byte_s;
  count(flow.over_air ? mix.over_air : mix.wired, flow.whose);
  count(flow.latency_s > 0 ? mix.with_latency : mix.without_latency, flow.whose);
}

std::string weight_warning(const std::string& link, double bandwidth_byte_s, const FlowMix& mix, NetworkModel model,
                           const std::function<std::string(std::uint32_t)>& name) {
  if (mix.asked_byte_s <= bandwidth_byte_s) return "";
  const std::string where = fmt::format("link {} can be a bottleneck ({} byte/s for up to {})", link,
                                        number_text(bandwidth_byte_s), number_text(mix.asked_byte_s));
  if (model == NetworkModel::lv08 && mix.over_air.flows > 0 && mix.wired.flows > 0) {
    return fmt::format(
        "{} of flows over Wi-Fi ({}) and wired ones ({}): SimGrid's LV08 takes an access point for a link of 1 byte/s when it "
        "weights flows, and the wired ones get nearly all. platform.network.model: textbook shares it by latency alone.",
        where, name(mix.over_air.first), name(mix.wired.first));
  }
  if (mix.without_latency.flows > 0 && mix.with_latency.flows > 0) {
    return fmt::format(
        "{} of flows without latency ({}) and with some ({}): SimGrid weights the former as if theirs were 1 s, and the others "
        "get nearly all. Give every way a latency, or none.",
        where, name(mix.without_latency.first), name(mix.with_latency.first));
  }
  return "";
}

}  // namespace roundwatt
