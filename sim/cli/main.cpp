#include <cstdio>
#include <cstdlib>

#include "sim/cli/command_line.hpp"

int main(int count, char** words) {
  const int exit_code = roundwatt::run_command_line({words + 1, words + count});
  // All files are closed by now. Tearing down the global objects of SimGrid and ns-3 takes two milliseconds, a twentieth of a
  // small run.
  std::fflush(nullptr);
  std::_Exit(exit_code);
}
