#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "analysis/study/finding.hpp"
#include "sim/base/error.hpp"
#include "sim/base/nearest_word.hpp"

namespace roundwatt {

namespace {

/// \p name fits \p pattern, in which * stands for any text.
bool fits(std::string_view name, std::string_view pattern) {
  const std::size_t star = pattern.find('*');
  if (star == std::string_view::npos) return name == pattern;
  if (!name.starts_with(pattern.substr(0, star))) return false;
  const std::string_view rest = pattern.substr(star + 1);
  for (std::size_t begin = star; begin <= name.size(); ++begin) {
    if (fits(name.substr(begin), rest)) return true;
  }
  return false;
}

class Judge {
 public:
  explicit Judge(const std::vector<RunSummary>& runs) : runs_{runs} {
    for (const RunSummary& run : runs_) names_.push_back(run.name);
    std::set<std::string> seen;
    for (const RunSummary& run : runs_) {
      if (!seen.insert(run.name).second) {
        problems_.add(run.file, 0,
                      fmt::format("has the name {} like another trace. Give each run a name of its own.", run.name));
      }
    }
    problems_.throw_if_any();
  }

  std::vector<FindingVerdict> judge(const std::vector<Finding>& findings) {
    std::vector<FindingVerdict> verdicts;
    verdicts.reserve(findings.size());
    for (const Finding& finding : findings) verdicts.push_back(judge(finding));
    problems_.throw_if_any();
    return verdicts;
  }

 private:
  FindingVerdict judge(const Finding& finding) {
    FindingVerdict verdict{finding, {}};
    const auto lefts = runs_of(finding, finding.left);
    const auto rights = runs_of(finding, finding.right);
    for (const RunSummary* left : lefts) {
      for (const RunSummary* right : rights) {
        verdict.pairs.push_back({left->name, right->name, left->total.grams, right->total.grams, flip_points(*left, *right)});
      }
    }
    return verdict;
  }

  std::vector<const RunSummary*> runs_of(const Finding& finding, const std::vector<std::string>& patterns) {
    std::vector<const RunSummary*> found;
    for (const std::string& pattern : patterns) {
      const std::size_t before = found.size();
      for (const RunSummary& run : runs_) {
        if (fits(run.name, pattern)) found.push_back(&run);
      }
      if (found.size() > before) continue;
      problems_.add("", 0,
                    fmt::format("finding {}: none of the traces is of a run named {}.{}", finding.id, pattern,
                                did_you_mean(pattern, names_)));
    }
    return found;
  }

  const std::vector<RunSummary>& runs_;
  std::vector<std::string> names_;
  ProblemList problems_;
};

}  // namespace

std::size_t FindingVerdict::holding() const {
  return static_cast<std::size_t>(
      std::count_if(pairs.begin(), pairs.end(), [](const FindingPair& pair) { return pair.holds(); }));
}

std::vector<FindingVerdict> judge_findings(const std::vector<Finding>& findings, const std::vector<RunSummary>& runs) {
  return Judge{runs}.judge(findings);
}

}  // namespace roundwatt
