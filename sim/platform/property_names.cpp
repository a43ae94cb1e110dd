#include "sim/platform/property_names.hpp"

#include <algorithm>

namespace roundwatt {

const std::vector<std::string>& property_names() {
  static const std::vector<std::string> names{"access_point",
                                              "battery_charge_w",
                                              "battery_wh",
                                              "charge_efficiency",
                                              "embodied_kg",
                                              "grid_zone",
                                              "kind",
                                              "lifetime_years",
                                              "link_wattage_range",
                                              "model",
                                              "peak_speed",
                                              "pue",
                                              "radio_rx_w",
                                              "radio_tx_w",
                                              "reserved_share",
                                              "router_share",
                                              "site",
                                              "site_kind",
                                              "time_zone",
                                              "wattage_off",
                                              "wattage_per_state",
                                              "wattage_range",
                                              "wifi_level"};
  return names;
}

bool is_property_name(std::string_view name) {
  return std::binary_search(property_names().begin(), property_names().end(), name);
}

}  // namespace roundwatt
