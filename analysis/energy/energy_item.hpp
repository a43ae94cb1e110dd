#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "sim/trace/records.hpp"

namespace roundwatt {

/// What the joules of an item were spent on, physically.
enum class EnergySource {
  base,          ///< a host that is on, or off
  compute,       ///< load, above base
  receive,       ///< radio, above base
  send,          ///< radio, above base
  link_idle,     ///< a link that is on
  link_dynamic,  ///< traffic, above idle
  volume,        ///< bytes, by a figure for each, instead of links
  embodied       ///< no energy: the time for which equipment is in use
};

/// The part of the network that an item belongs to.
enum class NetworkPart { none, radio, access_point, access, core, data_centre, volume };

/// "not network", "radio", "access point" …
std::string network_part_name(NetworkPart part);

/// What an item is spent for: an activity of a host, or the network.
struct ItemActivity {
  std::optional<Activity> host_activity;  ///< nothing: a link's energy, "network"

  std::string name() const;
};

/// Some joules of IT equipment, or some of its time, with all that reports sort them by.
struct EnergyItem {
  std::int32_t site = -1;
  std::int32_t host = -1;  ///< or a link
  std::int32_t link = -1;
  EnergySource source{};
  NetworkPart network_part = NetworkPart::none;
  ItemActivity activity;
  std::int32_t round = -1;         ///< -1: belongs to no round
  std::optional<Outcome> outcome;  ///< of the participation it was spent for; nothing for servers and links
  double start_s = 0;
  double end_s = 0;
  double it_j = 0;   ///< before PUE
  double use_s = 0;  ///< of source embodied: seconds that the boundary counts, by its share
};

}  // namespace roundwatt
