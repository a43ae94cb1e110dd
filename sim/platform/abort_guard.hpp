#pragma once

#include <optional>
#include <string>

#include "sim/base/crash_guard.hpp"

namespace roundwatt {

/// What SimGrid's words mean when it ends the process: a refusal, or the help that its arguments asked for.
enum class LastWords { refusal, help };

/// SimGrid ends the process where it meets a platform that it cannot use, with a message of several lines and a backtrace.
/// While a guard lives, what is written to stderr is kept back, and such an end becomes one message of ours with exit code 2.
/// At most one at a time, before there are threads. Where stderr cannot be kept back, SimGrid's own message stands.
class AbortGuard {
 public:
  /// \p file is the platform, or the arguments that SimGrid is given, named in the message. Help goes to stdout, with exit code
  /// 0.
  explicit AbortGuard(const std::string& file, LastWords meaning = LastWords::refusal);
  /// Lets SimGrid's warnings through. Its words about an error that it has thrown are in the exception, and dropped.
  ~AbortGuard();
  AbortGuard(const AbortGuard&) = delete;
  AbortGuard& operator=(const AbortGuard&) = delete;

 private:
  std::optional<CrashGuard> crashes_;
  int exceptions_;  ///< in flight when the guard was made
};

/// While it lives, an end under an AbortGuard is reported in these words instead of SimGrid's.
class AbortExplanation {
 public:
  explicit AbortExplanation(const std::string& words);
  ~AbortExplanation();
  AbortExplanation(const AbortExplanation&) = delete;
  AbortExplanation& operator=(const AbortExplanation&) = delete;
};

}  // namespace roundwatt
