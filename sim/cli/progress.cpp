#include "sim/cli/progress.hpp"

#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <cstdio>
#include <string>

#include "sim/base/unit.hpp"

namespace fedjoule {

namespace {

/// The share of the run that is over, as far as the stops on rounds and time tell; 0 when they do not.
double share_done(const Stop& stop, const RoundRow& round) {
  double share = 0;
  if (stop.rounds) share = static_cast<double>(round.round) / static_cast<double>(*stop.rounds);
  if (stop.time) share = std::max(share, round.end_s / stop.time->value());
  return std::min(share, 1.0);
}

}  // namespace

Progress::Progress(const Stop& stop, bool wanted) : stop_{stop}, wanted_{wanted}, terminal_{isatty(STDERR_FILENO) == 1} {}

Progress::~Progress() {
  if (line_open_) fmt::print(stderr, "\n");
}

void Progress::show(const RoundRow& round) {
  using namespace std::chrono_literals;
  const auto now = Clock::now();
  const auto pause = terminal_ ? Clock::duration{200ms} : Clock::duration{5s};
  if (!wanted_ || now - last_ < pause) return;
  last_ = now;
  std::string line =
      stop_.rounds ? fmt::format("round {} of {}", round.round, *stop_.rounds) : fmt::format("round {}", round.round);
  line += fmt::format(", {} simulated", human_duration(round.end_s));
  const double share = share_done(stop_, round);
  const double elapsed = std::chrono::duration<double>(now - start_).count();
  if (share > 0) line += fmt::format(", about {} left", human_duration(elapsed / share * (1 - share)));
  if (terminal_) {
    fmt::print(stderr, "\r\033[K{}", line);
    std::fflush(stderr);
    line_open_ = true;
  } else {
    fmt::print(stderr, "{}\n", line);
  }
}

}  // namespace fedjoule
