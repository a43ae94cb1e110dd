#pragma once

#include <chrono>

#include "sim/scenario/scenario.hpp"
#include "sim/trace/records.hpp"

namespace fedjoule {

/// Tells on stderr how far a long run is: one line that is rewritten on a terminal, a plain line every few seconds elsewhere.
class Progress {
 public:
  Progress(const Stop& stop, bool wanted);
  ~Progress();
  Progress(const Progress&) = delete;
  Progress& operator=(const Progress&) = delete;

  void show(const RoundRow& round);

 private:
  using Clock = std::chrono::steady_clock;

  Stop stop_;
  bool wanted_;
  bool terminal_;
  bool line_open_ = false;
  Clock::time_point start_ = Clock::now();
  Clock::time_point last_ = Clock::now();
};

}  // namespace fedjoule
