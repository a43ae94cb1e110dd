#include "sim/scenario/background_keys.hpp"

#include <fmt/format.h>

#include "sim/scenario/number_format.hpp"
#include "sim/scenario/rule_book.hpp"

namespace roundwatt {

void declare_background(KeyList& keys, BackgroundChoice& background) {
  keys.section("platform.background", "Traffic of others, which takes a share of links: docs/methods/time.md.");
  keys.add_if_stated("platform.background.links", list_of(text_value()), background.links, when_absent("none"),
                     "Names of links that others use too, as in the platform; * stands for anything.");
  keys.add("platform.background.share", number(between(0, 0.99)), background.share, when_absent("what file says"),
           "Share of their bandwidth that others take, all the time.");
  keys.add_if_stated("platform.background.file", file_value(), background.file, when_absent("share holds all the time"),
                     "CSV with the columns time_s and share: what others take from that second on, nothing before the first.");
}

std::vector<Problem> broken_background_rules(const Scenario& scenario, const std::vector<KeyUse>& uses) {
  const BackgroundChoice& background = scenario.platform.background;
  RuleBook rules{uses};
  const KeyUse& links = rules.use("platform.background.links");
  const KeyUse& share = rules.use("platform.background.share");
  const KeyUse& file = rules.use("platform.background.file");
  if (!links.good || !share.good || !file.good) return {};
  if (background.links.empty()) {
    for (const char* key : {"share", "file"}) {
      rules.refuse(fmt::format("platform.background.{}", key), "without platform.background.links others use no link.");
    }
  } else if (share.given && file.given) {
    rules.break_at(file, fmt::format("{}, but {}. Keep the file where the share changes, else the share.", RuleBook::says(file),
                                     RuleBook::says_elsewhere(share, file)));
  } else if (!share.given && !file.given) {
    rules.break_at(links, fmt::format("{}, but not how much others take of them. Give platform.background.share or file.",
                                      RuleBook::says(links)));
  }
  return rules.take();
}

}  // namespace roundwatt
