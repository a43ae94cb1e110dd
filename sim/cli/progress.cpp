#include "sim/cli/progress.hpp"

#include <fmt/format.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include <algorithm>
#include <cmath>
#include <cstdlib>

#include "sim/base/command_line_streams.hpp"
#include "sim/base/unit.hpp"

namespace roundwatt {

namespace {

/// The share of the run that is over, as far as the stops on rounds and time tell; 0 when they do not.
double share_done(const Stop& stop, const RoundRow& round) {
  double share = 0;
  if (stop.rounds) share = static_cast<double>(round.round) / static_cast<double>(*stop.rounds);
  if (stop.time) share = std::max(share, round.end_s / stop.time->value());
  return std::min(share, 1.0);
}

/// Whether stderr is a terminal on which a line can be erased.
bool on_terminal() {
  const char* kind = std::getenv("TERM");
  return isatty(STDERR_FILENO) == 1 && kind != nullptr && std::string{kind} != "dumb";
}

/// The first letters of \p line that fit into a row of the terminal: a line that is broken cannot be rewritten.
std::string fitting(const std::string& line) {
  winsize size{};
  const bool known = ioctl(STDERR_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col > 1;
  return known ? line.substr(0, size.ws_col - 1U) : line;
}

}  // namespace

std::string progress_line(const Stop& stop, const RoundRow& round, std::optional<double> accuracy, double elapsed_s,
                          double waited_s) {
  std::string line =
      stop.rounds ? fmt::format("round {} of {}", round.round, *stop.rounds) : fmt::format("round {}", round.round);
  line += fmt::format(", {} simulated", human_duration(round.end_s));
  if (waited_s > 1) line += fmt::format(", begun after a wait of {}", human_duration(waited_s));
  if (accuracy && !std::isnan(*accuracy)) line += fmt::format(", accuracy {:.4f}", *accuracy);
  const double share = share_done(stop, round);
  if (share > 0) line += fmt::format(", about {} left", human_duration(elapsed_s / share * (1 - share)));
  return line;
}

Progress::Progress(const Stop& stop, Wish wish) : stop_{stop}, wish_{wish}, terminal_{on_terminal()} {}

Progress::~Progress() {
  if (line_open_) tell("\n");
}

void Progress::show(const RoundRow& round, std::optional<double> accuracy) {
  using namespace std::chrono_literals;
  if (wish_ == Wish::hide) return;
  const double waited_s = round.start_s - last_end_s_;
  last_end_s_ = round.end_s;
  const auto now = Clock::now();
  const auto pause = terminal_ ? Clock::duration{200ms} : Clock::duration{5s};
  if (now - last_ < pause) return;
  last_ = now;
  const std::string line = progress_line(stop_, round, accuracy, std::chrono::duration<double>(now - start_).count(), waited_s);
  tell(terminal_ ? "\r\033[K" + fitting(line) : line + "\n");
  line_open_ = terminal_;
}

}  // namespace roundwatt
