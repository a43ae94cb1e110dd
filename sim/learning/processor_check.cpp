#include <unistd.h>

namespace roundwatt {

namespace {

/// Runs before all other code of the program, which may already use the instructions that are asked for: it is built without
/// them (CMakeLists.txt) and calls nothing that is not.
__attribute__((constructor(101))) void check_processor() {
  __builtin_cpu_init();
  if (__builtin_cpu_supports("avx2") != 0 && __builtin_cpu_supports("fma") != 0 && __builtin_cpu_supports("bmi2") != 0) return;
  static const char message[] =
      "roundwatt needs a processor with AVX2, FMA and BMI2 (x86-64-v3: Intel from 2013, AMD from 2015), and this one lacks "
      "them. roundwatt-analyze runs on any x86-64.\n";
  if (write(STDERR_FILENO, message, sizeof message - 1) < 0) _exit(1);
  _exit(1);
}

}  // namespace

}  // namespace roundwatt
