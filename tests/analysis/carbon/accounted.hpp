#pragma once

#include <memory>
#include <string>
#include <vector>

#include "analysis/carbon/carbon_ledger.hpp"
#include "sim/grid/read_grid.hpp"
#include "tests/sim/trace/hand_trace.hpp"

namespace roundwatt {

inline GridChoice grid(const std::string& rows) {
  return {{parse_grid("zone,start,g_per_kwh,year,kind\n" + rows, "grid.csv", {})}, GridKind::average};
}

/// A trace in a file with its energy, for as long as ledgers need them.
struct Accounted {
  ScratchFile file;
  std::unique_ptr<TraceReader> trace;
  std::unique_ptr<EnergyLedger> energy;

  explicit Accounted(const HandTrace& written, Boundary boundary = Boundary::participation) {
    written.write(file.path());
    trace = std::make_unique<TraceReader>(file.path());
    energy = std::make_unique<EnergyLedger>(*trace, boundary);
  }
};

/// The sum of one category, or of a pair of them, in a breakdown of the ledger.
inline CarbonAmount cell(const CarbonLedger& ledger, const std::vector<std::string>& by,
                         const std::vector<std::string>& names) {
  for (const CarbonBreakdown& breakdown : ledger.breakdowns) {
    for (const CarbonShare& share : breakdown.parts) {
      if (breakdown.by == by && share.names == names) return share.amount;
    }
  }
  return {};
}
inline CarbonAmount part(const CarbonLedger& ledger, const std::string& by, const std::string& name) {
  return cell(ledger, std::vector{by}, std::vector{name});
}

}  // namespace roundwatt
