#pragma once

#include <string>
#include <string_view>

namespace roundwatt {

/// What to say of a grid zone that the yearly table does not have; empty for `world`, countries by ISO 3166 code, and finer
/// zones of a known country (US-CAL-CISO).
std::string complaint_about_grid_zone(const std::string& name);

/// What is wrong with an IANA time zone; empty for known ones, and for all where the system has no time zone data.
std::string complaint_about_time_zone(const std::string& name);

}  // namespace roundwatt
