#pragma once

#include <map>
#include <string>
#include <utility>
#include <vector>

#include "sim/grid/grid_signal.hpp"

namespace roundwatt {

/// The ISO 3166 alpha-3 code for each alpha-2 code.
using CountryCodes = std::map<std::string, std::string>;

/// Carbon intensities by grid zone and kind. A country is found by its alpha-3 or its alpha-2 code, a finer zone (US-CAL-CISO)
/// by its exact name only: it never stands in for its country, nor the country for it.
class GridTable {
 public:
  /// \p name stands for the table in errors and reports. Zones are kept by alpha-3 code where \p codes knows one; each
  /// zone and kind must be there once.
  GridTable(std::string name, CountryCodes codes, std::vector<GridSignal> signals);

  void set_past_end(PastEnd past_end);

  const std::string& name() const { return name_; }
  const CountryCodes& codes() const { return codes_; }

  /// Nothing when \p zone is not in the table in that kind.
  const GridSignal* find(const std::string& zone, GridKind kind) const;
  /// \throws UserError when \p zone is not in the table, or not in that kind, naming what is there.
  const GridSignal& signal(const std::string& zone, GridKind kind) const;

  /// All, by zone, then kind.
  std::vector<const GridSignal*> signals() const;

  /// What to tell whoever asks for a \p zone that is not in the table in that kind.
  std::string not_found(const std::string& zone, GridKind kind) const;

  /// The alpha-3 code for an alpha-2 code; any other zone unchanged.
  std::string canonical_zone(const std::string& zone) const;

 private:
  struct Key {
    std::string zone;
    GridKind kind;
    auto operator<=>(const Key&) const = default;
  };

  std::string name_;
  CountryCodes codes_;
  std::map<Key, GridSignal> signals_;
};

}  // namespace roundwatt
