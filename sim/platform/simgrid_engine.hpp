#pragma once

#include <memory>
#include <string>
#include <vector>

#include "sim/platform/platform_file.hpp"
#include "sim/platform/simgrid_api.hpp"
#include "sim/scenario/scenario.hpp"

namespace roundwatt {

/// What SimGrid's network model makes of a platform's figures (docs/methods/time.md, equations 2 and 3).
struct NetworkConstants {
  double latency_factor = 1;
  double tcp_gamma = 0;  ///< byte
  double weight_s = 0;   ///< byte
};

/// SimGrid's engine, set up for one run: one a process (architecture.md, rule 10).
class SimgridEngine {
 public:
  /// \p arguments are SimGrid's own ("--cfg=…", "--log=…"); what they set is left as they say.
  /// \throws UserError when SimGrid does not know one.
  SimgridEngine(NetworkModel model, const std::vector<std::string>& arguments);

  /// Loads the platform, without the profiles of its links, and seals it. \throws UserError with SimGrid's words when it
  /// refuses the file.
  void load(const PlatformFile& file);

  simgrid::s4u::Engine& get() { return *engine_; }
  /// A host that no profile can switch off, off every route: actors live there and start activities elsewhere.
  simgrid::s4u::Host* stage() const { return stage_; }
  /// The network model and its factors in words, for the trace. SimGrid knows them once a platform is loaded.
  std::string network_description() const;
  /// Known once a platform is loaded.
  NetworkConstants network_constants() const;
  /// Broadcasts get wrong rates with any other solver than Full (SimGrid 3.32).
  bool solves_exactly() const;
  static std::string version();

 private:
  std::vector<std::string> arguments_;
  std::unique_ptr<simgrid::s4u::Engine> engine_;
  simgrid::s4u::Host* stage_ = nullptr;
};

}  // namespace roundwatt
