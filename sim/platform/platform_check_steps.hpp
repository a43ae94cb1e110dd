#pragma once

#include <filesystem>

#include "sim/platform/platform_check_document.hpp"
#include "sim/platform/platform_check_names.hpp"

namespace roundwatt {

// The steps of check_platform(). Each reports to the document and looks only at what the steps before it leave meaningful.

/// Declaration, DOCTYPE, entities: what pugixml accepts and SimGrid's own parser does not.
void check_syntax(PlatformDocument& document);
/// Elements and attributes that do not exist, are missing, twice or in the wrong place.
void check_elements(PlatformDocument& document);
/// Numbers, units and bounds of attributes.
void check_quantities(PlatformDocument& document);
/// The shapes of clusters: topo_parameters.
void check_topologies(PlatformDocument& document);
/// Links, hosts, traces and access points that are referred to.
void check_references(PlatformDocument& document, const PlatformNames& names);
/// Routes: their ends, gateways and links, and what each kind of zone takes.
void check_routes(PlatformDocument& document, const PlatformNames& names);
/// Access points, their links and the stations' levels.
void check_wifi(PlatformDocument& document, const PlatformNames& names);
/// Access lines of an edge site that are half duplex.
void check_duplex(PlatformDocument& document);
/// Links on which SimGrid's weights starve some of the flows.
void check_weights(PlatformDocument& document, const PlatformNames& names);
/// The content of profiles, in files and in the platform.
void check_profiles(PlatformDocument& document);
/// Roundwatt's properties of hosts, links and zones.
void check_properties(PlatformDocument& document);

}  // namespace roundwatt
