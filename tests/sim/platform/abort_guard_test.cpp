#include "sim/platform/abort_guard.hpp"

#include <fcntl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <catch2/catch.hpp>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <stdexcept>

#include "sim/base/text_file.hpp"
#include "tests/sim/scratch_text.hpp"

using namespace roundwatt;

namespace {

struct Ending {
  int status;  ///< of waitpid()
  std::string err;
};

/// What becomes of a process that does \p work, and what it leaves on stderr.
template <class Work>
Ending end_of(const Work& work) {
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

}  // namespace

TEST_CASE("an abort under the guard is one message and exit code 2") {
  const Ending ending = end_of([] {
    const AbortGuard guard{"platform.xml"};
    std::fputs("[0.000000] ./src/x.cpp:1: [root/CRITICAL] No gateway.\nBacktrace:\n -> 0# main\n", stderr);
    std::abort();
  });
  REQUIRE(WIFEXITED(ending.status));
  CHECK(WEXITSTATUS(ending.status) == 2);
  CHECK(ending.err == "platform.xml: SimGrid refuses it: No gateway.\n");
}

TEST_CASE("a wild pointer under the guard is the same") {
  const Ending ending = end_of([] {
    const AbortGuard guard{"platform.xml"};
    std::raise(SIGSEGV);
  });
  REQUIRE(WIFEXITED(ending.status));
  CHECK(WEXITSTATUS(ending.status) == 2);
  CHECK(ending.err == "platform.xml: SimGrid refuses it: it ended the program without a word.\n");
}

TEST_CASE("what is written under the guard comes out behind it, unless an exception says it") {
  CHECK(end_of([] {
          {
            const AbortGuard guard{"platform.xml"};
            std::fputs("a warning\n", stderr);
          }
          std::fputs("later\n", stderr);
        }).err == "a warning\nlater\n");
  CHECK(end_of([] {
          try {
            const AbortGuard guard{"platform.xml"};
            std::fputs("said twice\n", stderr);
            throw std::runtime_error{"said twice"};
          } catch (const std::runtime_error&) {
          }
        }).err.empty());
}

TEST_CASE("behind the guard an abort is an abort again") {
  const Ending ending = end_of([] {
    { const AbortGuard guard{"platform.xml"}; }
    std::signal(SIGABRT, SIG_DFL);  // Catch2's own handler would speak
    std::abort();
  });
  CHECK(WIFSIGNALED(ending.status));
}
