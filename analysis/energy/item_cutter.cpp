#include "analysis/energy/item_cutter.hpp"

#include <algorithm>

namespace roundwatt {

ItemCutter::ItemCutter(std::vector<double> cuts_s) : cuts_s_{std::move(cuts_s)} {
  std::sort(cuts_s_.begin(), cuts_s_.end());
  cuts_s_.erase(std::unique(cuts_s_.begin(), cuts_s_.end()), cuts_s_.end());
}

void ItemCutter::for_each_piece(const EnergyItem& item,
                                const std::function<void(std::size_t, const EnergyItem&)>& visit) const {
  const bool is_instant = !(item.start_s < item.end_s);
  auto next = is_instant ? std::lower_bound(cuts_s_.begin(), cuts_s_.end(), item.start_s)
                         : std::upper_bound(cuts_s_.begin(), cuts_s_.end(), item.start_s);
  const auto slice = [&] { return static_cast<std::size_t>(next - cuts_s_.begin()); };
  if (is_instant || next == cuts_s_.end() || *next >= item.end_s) return visit(slice(), item);
  EnergyItem piece = item;
  while (piece.start_s < item.end_s) {
    piece.end_s = next == cuts_s_.end() ? item.end_s : std::min(*next, item.end_s);
    const double share = (piece.end_s - piece.start_s) / (item.end_s - item.start_s);
    piece.it_j = item.it_j * share;
    piece.use_s = item.use_s * share;
    visit(slice(), piece);
    piece.start_s = piece.end_s;
    if (next != cuts_s_.end()) ++next;
  }
}

}  // namespace roundwatt
