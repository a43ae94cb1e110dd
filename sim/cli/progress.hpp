#pragma once

#include <chrono>
#include <optional>
#include <string>

#include "sim/scenario/scenario.hpp"
#include "sim/trace/records.hpp"

namespace roundwatt {

/// How far a run is, in one line: "round 12 of 100, 2.5 h simulated, accuracy 0.71, about 30 s left".
/// Beginning \p waited_s, more than a second, after the round before it, it says so, as rounds that wait for cleaner power do.
/// \p elapsed_s is the time that the run has taken so far; \p accuracy that of the last evaluation.
std::string progress_line(const Stop& stop, const RoundRow& round, std::optional<double> accuracy, double elapsed_s,
                          double waited_s = 0);

/// Tells on stderr how far a long run is: one line that is rewritten on a terminal, a plain line every few seconds elsewhere.
class Progress {
 public:
  enum class Wish { show, hide };

  Progress(const Stop& stop, Wish wish);
  ~Progress();
  Progress(const Progress&) = delete;
  Progress& operator=(const Progress&) = delete;

  void show(const RoundRow& round, std::optional<double> accuracy);

 private:
  using Clock = std::chrono::steady_clock;

  Stop stop_;
  Wish wish_;
  bool terminal_;  ///< which understands how to erase a line
  bool line_open_ = false;
  double last_end_s_ = 0;  ///< of the round before
  Clock::time_point start_ = Clock::now();
  Clock::time_point last_ = Clock::now();
};

}  // namespace roundwatt
