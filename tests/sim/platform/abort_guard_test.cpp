#include "sim/platform/abort_guard.hpp"

#include <unistd.h>

#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <stdexcept>

#include "tests/catch.hpp"
#include "tests/sim/forked.hpp"

using namespace roundwatt;

TEST_CASE("an abort under the guard is one message and exit code 2") {
  const ProcessEnd ending = end_of([] {
    const AbortGuard guard{"platform.xml"};
    std::fputs("[0.000000] ./src/x.cpp:1: [root/CRITICAL] No gateway.\nBacktrace:\n -> 0# main\n", stderr);
    std::abort();
  });
  REQUIRE(WIFEXITED(ending.status));
  CHECK(WEXITSTATUS(ending.status) == 2);
  CHECK(ending.err == "platform.xml: SimGrid refuses it: No gateway.\n");
}

TEST_CASE("a wild pointer under the guard is the same") {
  const ProcessEnd ending = end_of([] {
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
  const ProcessEnd ending = end_of([] {
    { const AbortGuard guard{"platform.xml"}; }
    std::signal(SIGABRT, SIG_DFL);  // Catch2's own handler would speak
    std::abort();
  });
  CHECK(WIFSIGNALED(ending.status));
}

TEST_CASE("an end that is explained beforehand is reported in those words, but only then") {
  const ProcessEnd ending = end_of([] {
    const AbortGuard guard{"platform.xml"};
    const AbortExplanation why{"no route leads from a to b."};
    std::fputs("[0.000000] ./src/x.cpp:1: [root/CRITICAL] No gateway.\n", stderr);
    std::abort();
  });
  CHECK(ending.err == "platform.xml: no route leads from a to b.\n");
  const ProcessEnd later = end_of([] {
    const AbortGuard guard{"platform.xml"};
    { const AbortExplanation why{"no route leads from a to b."}; }
    std::fputs("[0.000000] ./src/x.cpp:1: [root/CRITICAL] Another matter.\n", stderr);
    std::abort();
  });
  CHECK(later.err == "platform.xml: SimGrid refuses it: Another matter.\n");
}

TEST_CASE("an end that is the help which was asked for is no mistake") {
  const ProcessEnd ending = end_of([] {
    dup2(STDERR_FILENO, STDOUT_FILENO);
    const AbortGuard guard{"--cfg=network/optim:help", LastWords::help};
    std::fputs("[0.000000] ./src/x.cpp:1: [root/CRITICAL] Values:\n  - Full\nBacktrace:\n", stderr);
    std::abort();
  });
  REQUIRE(WIFEXITED(ending.status));
  CHECK(WEXITSTATUS(ending.status) == 0);
  CHECK(ending.err == "Values:\n  - Full\n");
}
