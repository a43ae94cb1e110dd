#pragma once

#include <fcntl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <string>

#include "sim/base/text_file.hpp"
#include "tests/sim/scratch_text.hpp"

namespace roundwatt {

/// How a process ended, and what it left on stderr.
struct ProcessEnd {
  int status;  ///< of waitpid()
  std::string err;
};

/// What becomes of a process of its own that does \p work.
template <class Work>
ProcessEnd end_of(const Work& work) {
  const ScratchText err{"", "err"};
  const pid_t child = fork();
  if (child == 0) {
    dup2(open(err.name().c_str(), O_WRONLY), STDERR_FILENO);
    work();
    _exit(0);
  }
  int status = 0;
  waitpid(child, &status, 0);
  return {status, read_text_file(err.path())};
}

}  // namespace roundwatt
