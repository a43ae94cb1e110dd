#include "sim/scenario/print_scenario.hpp"
#include "tests/sim/scenario/scenario_text.hpp"
#include "tests/soft.hpp"

namespace roundwatt {

namespace {

const std::string hiding =
    "federation.secure_aggregation={kind: secagg, threshold: 0.5, key_agreement_flops: 1Mf, share_flops: 100f, "
    "mask_flops_per_element: 20f}";

}  // namespace

TEST_CASE("policies whose updates are of the round that they come in are accepted with secure aggregation") {
  for (const std::string stragglers :
       {"{late: wait}", "{deadline: 9s, late: drop}", "{deadline: 9s, late: partial}", "{share: 0.5, late: partial}",
        "{deadline: 9s, after_deadline: finish}", "{deadline_history: {percentile: 80}}"}) {
    INFO(stragglers);
    CHECK(complaint_with({hiding, "data.clients=4", "federation.clients_per_round=2", "federation.stragglers=" + stragglers}) ==
          "accepted");
  }
}

TEST_CASE("as many as are waited for may be as many as are needed") {
  // Four are asked and two are waited for: a threshold of one half is two, of 0.51 three.
  const std::vector<std::string> four_asked{hiding, "data.clients=4", "federation.clients_per_round=2",
                                            "federation.stragglers.over_selection=2"};
  CHECK(complaint_with(four_asked) == "accepted");
  std::vector<std::string> three_needed = four_asked;
  three_needed.emplace_back("federation.secure_aggregation.threshold=0.51");
  CHECK(complaint_with(three_needed).find("threshold = 0.51 of the 4 clients asked are 3, but") != std::string::npos);
}

TEST_CASE("what hiding costs stands in the resolved scenario and reads back") {
  const Scenario scenario = parse_scenario(
      short_scenario, "",
      {hiding, "data.clients=4", "federation.clients_per_round=4", "federation.secure_aggregation.input_bits=8"});
  CHECK(scenario.federation.secure_aggregation.costs.key_agreement == Flops{1e6});
  CHECK(scenario.federation.secure_aggregation.input_bits == 8);
  CHECK(parse_scenario(resolved_yaml(scenario), "").federation == scenario.federation);
}

}  // namespace roundwatt
