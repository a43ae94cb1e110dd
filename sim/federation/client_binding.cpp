#include "sim/federation/client_binding.hpp"

#include <map>
#include <numeric>
#include <utility>

namespace roundwatt {

namespace {

std::vector<std::size_t> dealt_by_site(const std::vector<std::string>& device_sites) {
  std::map<std::string, std::size_t> pile_of_site;
  std::vector<std::vector<std::size_t>> piles;
  for (std::size_t device = 0; device < device_sites.size(); ++device) {
    const auto [entry, is_new] = pile_of_site.emplace(device_sites[device], piles.size());
    if (is_new) piles.emplace_back();
    piles[entry->second].push_back(device);
  }
  std::vector<std::size_t> order;
  for (std::size_t turn = 0; order.size() < device_sites.size(); ++turn) {
    for (const auto& pile : piles) {
      if (turn < pile.size()) order.push_back(pile[turn]);
    }
  }
  return order;
}

}  // namespace

std::vector<std::size_t> bind_clients(std::size_t clients, const std::vector<std::string>& device_sites, BindingRule rule,
                                      RandomStream stream) {
  std::vector<std::size_t> order(device_sites.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  if (rule == BindingRule::by_site) order = dealt_by_site(device_sites);
  if (rule == BindingRule::random) {
    for (std::size_t i = 0; i < clients; ++i) std::swap(order[i], order[i + stream.below(order.size() - i)]);
  }
  order.resize(clients);
  return order;
}

}  // namespace roundwatt
