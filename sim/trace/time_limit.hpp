#pragma once

#include <sys/time.h>

namespace roundwatt {

/// Bounds the processor time of a piece of work that may never end, as HDF5 on a damaged heap: past the limit the process gets
/// SIGVTALRM, which ends it unless somebody (CrashGuard) takes it.
class TimeLimit {
 public:
  explicit TimeLimit(int seconds) { arm(seconds); }
  ~TimeLimit() { arm(0); }
  TimeLimit(const TimeLimit&) = delete;
  TimeLimit& operator=(const TimeLimit&) = delete;

 private:
  static void arm(int seconds) {
    itimerval timer{};
    timer.it_value.tv_sec = seconds;
    setitimer(ITIMER_VIRTUAL, &timer, nullptr);
  }
};

}  // namespace roundwatt
