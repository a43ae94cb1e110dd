#include "analysis/cli/findings_report.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

#include "analysis/cli/run_notes.hpp"
#include "analysis/cli/run_summaries.hpp"
#include "sim/base/error.hpp"

namespace roundwatt {

namespace {

std::string flip_words(const FlipPoint& flip) {
  const double value = flip.at_equality.value_or(0);
  switch (flip.quantity) {
    case FlipQuantity::rounds:
      return fmt::format("{:.0f} rounds{} (now {:.0f})", value, flip.extrapolated ? ", extrapolated" : "", flip.now);
    case FlipQuantity::reserved_share:
      return fmt::format("a reserved share of {:.6g} (now {:.6g})", value, flip.now);
    case FlipQuantity::reserved_factor:
      return fmt::format("{:.6g} times the reserved shares", value);
    case FlipQuantity::device_idle_w:
      return fmt::format("{:.6g} W idle power of devices (now {:.6g} W)", value, flip.now);
    case FlipQuantity::device_idle_factor:
      return fmt::format("{:.6g} times the idle power of devices", value);
  }
  throw RunError{"a flip has no words"};
}

std::string all_flips_in_words(const FindingPair& pair) {
  std::vector<std::string> words;
  for (const FlipPoint& flip : pair.flips) {
    if (flip.at_equality) words.push_back(flip_words(flip));
  }
  return words.empty() ? "no value does" : fmt::format("{}", fmt::join(words, "; "));
}

ReportTable findings_table(const std::vector<FindingVerdict>& verdicts) {
  ReportTable table{"findings",
                    "Findings",
                    {{"id", "finding"},
                     {"holds", "holds"},
                     {"pairs_holding", "pairs holding", Measure::count},
                     {"pairs", "of", Measure::count},
                     {"ratio_min", "ratio from", Measure::factor},
                     {"ratio_max", "to", Measure::factor},
                     {"text", "claim"}},
                    {},
                    "",
                    SIZE_MAX};
  for (const FindingVerdict& verdict : verdicts) {
    const auto [least, most] =
        std::minmax_element(verdict.pairs.begin(), verdict.pairs.end(),
                            [](const FindingPair& a, const FindingPair& b) { return a.ratio() < b.ratio(); });
    table.rows.push_back({verdict.finding.id, verdict.holds(), static_cast<std::int64_t>(verdict.holding()),
                          static_cast<std::int64_t>(verdict.pairs.size()), least->ratio(), most->ratio(),
                          verdict.finding.text});
  }
  return table;
}

ReportTable pairs_table(const std::vector<FindingVerdict>& verdicts) {
  ReportTable table{"pairs",
                    "Pairs: the claim is that left emits less; what would bring both to the same grams",
                    {{"id", "finding"},
                     {"left", "left"},
                     {"right", "right"},
                     {"left_co2e_g", "left CO2e", Measure::grams},
                     {"right_co2e_g", "right CO2e", Measure::grams},
                     {"ratio", "left/right", Measure::factor},
                     {"holds", "holds"},
                     {"flipped_by", "would flip at"}},
                    {},
                    "",
                    SIZE_MAX};
  for (const FindingVerdict& verdict : verdicts) {
    for (const FindingPair& pair : verdict.pairs) {
      table.rows.push_back({verdict.finding.id, pair.left, pair.right, pair.left_grams, pair.right_grams, pair.ratio(),
                            pair.holds(), all_flips_in_words(pair)});
    }
  }
  return table;
}

std::string flip_key(FlipQuantity quantity) {
  switch (quantity) {
    case FlipQuantity::rounds:
      return "rounds";
    case FlipQuantity::reserved_share:
      return "reserved_share";
    case FlipQuantity::reserved_factor:
      return "reserved_share_factor";
    case FlipQuantity::device_idle_w:
      return "device_idle_w";
    case FlipQuantity::device_idle_factor:
      return "device_idle_factor";
  }
  throw RunError{"a flip has no key"};
}

/// The flips as numbers; people read them in the table of pairs.
ReportTable flips_table(const std::vector<FindingVerdict>& verdicts) {
  ReportTable table{"flips",
                    "Flips",
                    {{"id", "finding"},
                     {"left", "left"},
                     {"right", "right"},
                     {"quantity", "quantity"},
                     {"now", "now", Measure::factor},
                     {"at_equality", "at equality", Measure::factor},
                     {"extrapolated", "extrapolated"}},
                    {},
                    "",
                    0};
  for (const FindingVerdict& verdict : verdicts) {
    for (const FindingPair& pair : verdict.pairs) {
      for (const FlipPoint& flip : pair.flips) {
        table.rows.push_back(
            {verdict.finding.id, pair.left, pair.right, flip_key(flip.quantity), flip.now, {}, flip.extrapolated});
        if (flip.at_equality) table.rows.back()[5] = *flip.at_equality;
      }
    }
  }
  return table;
}

}  // namespace

ReportSection findings_section(const std::vector<FindingVerdict>& verdicts, const std::vector<RunSummary>& runs,
                               Boundary boundary) {
  return {"findings",
          marks_of(runs),
          facts_of(boundary),
          {findings_table(verdicts), pairs_table(verdicts), flips_table(verdicts)},
          warnings_of(runs)};
}

}  // namespace roundwatt
