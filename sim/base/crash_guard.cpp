#include "sim/base/crash_guard.hpp"

#include <unistd.h>

#include "sim/base/error.hpp"

namespace roundwatt {

namespace {

CrashGuard::Report current_report = nullptr;

void hand_over(int signal) {
  current_report(signal);
  _exit(exit_user_mistake);
}

/// A recursion without end leaves no room on the usual stack.
void provide_stack() {
  static std::array<char, 1 << 16> memory;
  stack_t stack{};
  stack.ss_sp = memory.data();
  stack.ss_size = memory.size();
  sigaltstack(&stack, nullptr);
}

}  // namespace

void write_all(int descriptor, std::string_view text) noexcept {
  while (!text.empty()) {
    const ssize_t written = write(descriptor, text.data(), text.size());
    if (written <= 0) return;
    text.remove_prefix(static_cast<std::size_t>(written));
  }
}

CrashGuard::CrashGuard(Report report) : old_report_{current_report} {
  provide_stack();
  current_report = report;
  struct sigaction action {};
  action.sa_handler = hand_over;
  action.sa_flags = SA_ONSTACK;
  for (std::size_t i = 0; i < fatal_signals.size(); ++i) sigaction(fatal_signals[i], &action, &old_actions_[i]);
}

CrashGuard::~CrashGuard() {
  for (std::size_t i = 0; i < fatal_signals.size(); ++i) sigaction(fatal_signals[i], &old_actions_[i], nullptr);
  current_report = old_report_;
}

}  // namespace roundwatt
