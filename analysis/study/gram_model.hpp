#pragma once

#include <map>
#include <vector>

#include "analysis/study/input.hpp"

namespace roundwatt {

/// A run that questions are asked of.
struct StudiedRun {
  std::string name;
  std::string file;
  bool complete = false;
  GramCells cells;
  double rounds = 0;  ///< 0: the number of rounds is not one of its inputs
  std::vector<std::string> warnings;
};

/// Takes a run apart in one pass, as if it had started \p delay later. \throws UserError as decompose().
StudiedRun study_run(const EnergyLedger& energy, const GridAssignment& grids, Seconds delay = {});

/// constant + slope x.
struct Line {
  double constant = 0;
  double slope = 0;

  double at(double x) const { return constant + slope * x; }
};

/// A run's grams as a function of some inputs: a sum of products, docs/methods/questions.md, equation 3.
class GramModel {
 public:
  /// \throws UserError when an input is set twice, or cannot be set in this run.
  GramModel(const StudiedRun& run, std::vector<Input> inputs);

  const std::vector<Input>& inputs() const { return inputs_; }
  /// Some gram depends on the input of this number.
  bool depends_on(std::size_t input) const;
  /// Grams at these values, one for each input.
  double at(const std::vector<double>& values) const;
  /// As a function of the input of this number, the others at \p values.
  Line along(std::size_t input, const std::vector<double>& values) const;
  /// The mean of the squares of grams, for independent inputs of these means and variances.
  double mean_square(const std::vector<double>& means, const std::vector<double>& variances) const;

 private:
  std::vector<Input> inputs_;
  std::map<std::vector<std::size_t>, double> terms_;  ///< by the inputs whose product each multiplies
};

}  // namespace roundwatt
