#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "sim/base/random_stream.hpp"

namespace roundwatt {

/// How clients come to devices.
enum class BindingRule {
  in_order,  ///< client i on device i
  random,    ///< each on a device drawn without replacement
  by_site    ///< dealt to the sites in turn, in the order in which sites first appear, so that each gets about as many
};

/// The device of each client, as an index into \p device_sites (the site of each device).
/// \pre clients ≤ device_sites.size()
std::vector<std::size_t> bind_clients(std::size_t clients, const std::vector<std::string>& device_sites, BindingRule rule,
                                      RandomStream stream);

}  // namespace roundwatt
