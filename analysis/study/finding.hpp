#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "analysis/study/flip_point.hpp"

namespace roundwatt {

/// The claim that every run on the left emits less than every run on the right.
struct Finding {
  std::string id;
  std::string text;
  std::vector<std::string> left, right;  ///< names of runs; * stands for any text
};

/// Reads {"findings": [{"id", "text", "left": [...], "right": [...]}]}. \throws UserError with every mistake and its place.
std::vector<Finding> read_findings(const std::filesystem::path& file);

/// One run on the left against one on the right.
struct FindingPair {
  std::string left, right;
  double left_grams = 0, right_grams = 0;
  std::vector<FlipPoint> flips;

  bool holds() const { return left_grams < right_grams; }
  /// left / right: below 1 where the claim holds.
  double ratio() const { return left_grams / right_grams; }
};

struct FindingVerdict {
  Finding finding;
  std::vector<FindingPair> pairs;

  std::size_t holding() const;
  bool holds() const { return holding() == pairs.size(); }
};

/// Checks each claim on \p runs. \throws UserError when a name fits no run, or two runs have one name.
std::vector<FindingVerdict> judge_findings(const std::vector<Finding>& findings, const std::vector<RunSummary>& runs);

}  // namespace roundwatt
