#include "sim/base/command_line_streams.hpp"

#include <fcntl.h>
#include <fmt/format.h>

#include <cerrno>
#include <csignal>
#include <cstdio>
#include <cstring>

#include "sim/base/error.hpp"

namespace roundwatt {

void prepare_streams() {
  for (const int stream : {0, 1, 2}) {
    if (fcntl(stream, F_GETFD) < 0) open("/dev/null", O_RDWR);
  }
  std::signal(SIGPIPE, SIG_IGN);
  std::signal(SIGXFSZ, SIG_IGN);
}

void tell(const std::string& text) {
  std::fputs(text.c_str(), stderr);
  std::fflush(stderr);
}

int deliver_results(int exit_code) {
  if (std::fflush(stdout) == 0 || errno == EPIPE) return exit_code;
  return give_up_results(errno);
}

int give_up_results(int error_number) {
  if (error_number == EPIPE) return exit_ok;
  tell(fmt::format("the result cannot be written: {}\n", std::strerror(error_number)));
  return exit_run_failed;
}

}  // namespace roundwatt
