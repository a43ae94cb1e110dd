#include "sim/simulation/client_factors.hpp"

#include <fmt/format.h>

#include "sim/base/error.hpp"
#include "sim/federation/device_speed.hpp"

namespace roundwatt {

std::vector<double> factors_from_file(const Scenario& scenario, const std::string& key, const FileReference& file,
                                      std::size_t clients, const std::vector<std::string>& devices) {
  std::vector<double> factors = speeds_from_csv(file.path.string(), devices);
  if (factors.size() == clients) return factors;
  throw UserError{std::vector{scenario.problem(
      key, fmt::format("{} = {} has {} clients, but the run has {}.", key, file.as_written, factors.size(), clients))}};
}

}  // namespace roundwatt
