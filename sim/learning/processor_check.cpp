#include <unistd.h>

#include <cstring>

namespace roundwatt {

namespace {

void say(const char* words) {
  if (write(STDERR_FILENO, words, std::strlen(words)) < 0) _exit(1);
}

/// Says once what the program was built for, then names one feature after the other.
class Lack {
 public:
  void add(const char* feature) {
    if (!found_)
      say("roundwatt was built with " ROUNDWATT_PROCESSOR_FLAGS " for processors with more than this one has, which lacks:");
    found_ = true;
    say(" ");
    say(feature);
  }
  void end_program_if_any() const {
    if (!found_) return;
    say(".\nBuild it with -DROUNDWATT_ARCH=v2 or none. roundwatt-analyze runs on any x86-64.\n");
    _exit(1);
  }

 private:
  bool found_ = false;
};

/// Runs before all other code of the program, which may already use the instructions that it was built for: this file is built
/// without them (scripts/find_processor_features.cmake), and calls nothing that is not.
__attribute__((constructor(101))) void check_processor() {
  __builtin_cpu_init();
  Lack lack;
#define ROUNDWATT_REQUIRE(feature) \
  if (__builtin_cpu_supports(#feature) == 0) lack.add(#feature);
  ROUNDWATT_PROCESSOR_FEATURES
#undef ROUNDWATT_REQUIRE
  lack.end_program_if_any();
}

}  // namespace

}  // namespace roundwatt
