#include "sim/platform/platform_check.hpp"

#include "sim/platform/platform_check_memory.hpp"
#include "sim/platform/platform_check_steps.hpp"

namespace roundwatt {

std::vector<Problem> check_platform(const std::filesystem::path& path, MemoryLimit limit, Weights weights) {
  PlatformDocument document{path};
  check_syntax(document);
  check_elements(document);
  check_quantities(document);
  check_topologies(document);
  // Names of hosts are written out, so only now, and not for more hosts than memory can hold.
  if (limit == MemoryLimit::machine && !fits_machine(document)) document.throw_if_wrong();
  const PlatformNames names{document};
  check_references(document, names);
  check_routes(document, names);
  check_wifi(document, names);
  check_profiles(document);
  check_properties(document);
  check_duplex(document);
  document.throw_if_wrong();
  if (weights == Weights::of_declared_routes) check_weights(document, names);
  return document.warnings();
}

}  // namespace roundwatt
