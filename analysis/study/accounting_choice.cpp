#include "analysis/study/accounting_choice.hpp"

namespace roundwatt {

std::vector<AccountingChoice> accounting_choices(const std::vector<GridKind>& kinds, const std::vector<double>& shares) {
  std::vector<std::optional<double>> all_shares{std::nullopt};
  all_shares.insert(all_shares.end(), shares.begin(), shares.end());
  std::vector<AccountingChoice> choices;
  for (const GridKind kind : kinds) {
    for (const auto& reserved : all_shares) {
      for (const auto& router : all_shares) choices.push_back({Boundary::participation, kind, reserved, router});
    }
    choices.push_back({Boundary::incremental, kind, {}, {}});
    choices.push_back({Boundary::fleet, kind, {}, {}});
  }
  return choices;
}

std::optional<double> grams_under(const StudiedRun& run, const AccountingChoice& choice) {
  std::vector<Input> inputs;
  std::vector<double> values;
  const auto set = [&](const char* name, const std::optional<double>& value) {
    if (!value) return;
    inputs.push_back(parse_input(name));
    values.push_back(*value);
  };
  set("reserved_share", choice.reserved_share);
  if (choice.router_share && run.cells.has_unused_routers) return std::nullopt;
  set("router_share", choice.router_share);
  return GramModel{run, std::move(inputs)}.at(values);
}

}  // namespace roundwatt
