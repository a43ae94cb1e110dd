#include <cstdio>
#include <exception>

#include "sim/trace/trace_skeleton.hpp"

/// Run by the build: writes the skeleton of all traces to the file that is named.
int main(int count, char** words) {
  try {
    if (count == 2) roundwatt::write_trace_skeleton(words[1]);
    return count == 2 ? 0 : 2;
  } catch (const std::exception& error) {
    std::fprintf(stderr, "%s\n", error.what());
    return 1;
  }
}
