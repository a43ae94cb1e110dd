#pragma once

#include <array>
#include <csignal>
#include <cstddef>
#include <string_view>

namespace roundwatt {

/// Writes all of \p text to \p descriptor, if it takes it: safe in a signal handler.
void write_all(int descriptor, std::string_view text) noexcept;

/// While it lives, a signal that would kill the process (SIGSEGV, SIGABRT, SIGFPE, SIGBUS, SIGILL; SIGVTALRM of a TimeLimit) is
/// handed to a function instead: for libraries that die of a user's file. One at a time; stacked guards restore each other.
class CrashGuard {
 public:
  /// Gets the number of the signal, on a stack of its own. It may only do what is safe in a signal handler; the process ends
  /// with exit_user_mistake when it returns.
  using Report = void (*)(int signal);

  explicit CrashGuard(Report report);
  ~CrashGuard();
  CrashGuard(const CrashGuard&) = delete;
  CrashGuard& operator=(const CrashGuard&) = delete;

 private:
  static constexpr std::array fatal_signals{SIGABRT, SIGSEGV, SIGFPE, SIGBUS, SIGILL, SIGVTALRM};
  std::array<struct sigaction, fatal_signals.size()> old_actions_{};
  Report old_report_;
};

}  // namespace roundwatt
