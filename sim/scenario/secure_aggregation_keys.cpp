#include "sim/scenario/secure_aggregation_keys.hpp"

#include "sim/scenario/number_format.hpp"

namespace roundwatt {

void declare_secure_aggregation(KeyList& keys, SecureAggregationChoice& hiding) {
  const std::string group = "federation.secure_aggregation";
  const Need need = required_if("with kind secagg", [&hiding] { return hiding.kind == SecureAggregationKind::secagg; });
  keys.section(group, "Updates that are hidden from the server but for their sum: docs/methods/secure-aggregation.md.");
  keys.add_if_stated(
      group + ".kind",
      choice<SecureAggregationKind>({{"none", SecureAggregationKind::none}, {"secagg", SecureAggregationKind::secagg}}),
      hiding.kind, when_absent("none"),
      "secagg: pairwise masks and secret shares, against a server that is honest but curious.");
  keys.add_if_stated(group + ".threshold", number(above_up_to(0, 1)), hiding.threshold, need,
                     "Share of the clients asked that must deliver, rounded up, at least 2: with fewer nothing is unmasked.");
  keys.add_unless_equal(group + ".input_bits", whole_number(between(1, 32)), hiding.input_bits, std::int64_t{16},
                        when_absent("16"), "Bits of each value of an update, as a fixed-point number, before it is masked.");
  keys.add_if_stated(group + ".key_agreement_flops", quantity<Flops>(at_least(0)), hiding.costs.key_agreement, need,
                     "Work of making a key pair, and of agreeing on a key with another client.");
  keys.add_if_stated(group + ".share_flops", quantity<Flops>(at_least(0)), hiding.costs.share, need,
                     "Work of one multiplication and addition in the field of the secret shares.");
  keys.add_if_stated(group + ".mask_flops_per_element", quantity<Flops>(at_least(0)), hiding.costs.mask_element, need,
                     "Work of drawing one element of one mask, and adding it.");
}

}  // namespace roundwatt
