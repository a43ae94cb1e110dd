#include "sim/platform/platform_trial.hpp"

#include <fmt/format.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <optional>
#include <string>
#include <string_view>

#include "sim/base/crash_guard.hpp"
#include "sim/platform/abort_guard.hpp"
#include "sim/platform/fleet.hpp"
#include "sim/platform/platform_file.hpp"
#include "sim/platform/simgrid_engine.hpp"

namespace roundwatt {

namespace {

/// One problem a line: its line, what it stands for, its message.
void send(int pipe, const std::vector<Problem>& problems) {
  for (const Problem& problem : problems) {
    write_all(pipe, fmt::format("{}\t{}\t{}\n", problem.line, problem.stands_for, problem.message));
  }
}

/// An empty line: the file is loaded, and what follows are shortcomings of its links and routes.
constexpr std::string_view loaded = "\n";

std::vector<Problem> sealed(Fleet& fleet) {
  try {
    fleet.seal();
    return {};
  } catch (const UserError& error) {
    return error.problems();
  }
}

/// The ways from \p centre to all other hosts and back, those that are there into \p fleet. \returns what is missing.
std::optional<Problem> connect_all(Fleet& fleet, HostId centre) {
  std::optional<Problem> missing;
  std::size_t count = 0;
  for (std::size_t i = 0; i < fleet.hosts().size(); ++i) {
    if (i == centre.index()) continue;
    try {
      fleet.connect(centre, HostId{i});
    } catch (const UserError& error) {
      if (!missing) missing = error.problems().front();
      ++count;
    }
  }
  if (missing && count > 1) missing->message += fmt::format(" So it is with {} hosts.", count);
  return missing;
}

void send_shortcomings(int pipe, const PlatformFile& file) {
  SimgridEngine engine{NetworkModel::lv08, {}};
  const AbortGuard guard{file.file()};
  engine.load(file);
  Fleet hosts{file, {}}, all{file, {}};
  std::optional<HostId> server;
  for (const HostCandidate& candidate : hosts.candidates()) {
    hosts.enlist(candidate);
    const HostId host = all.enlist(candidate);
    if (candidate.kind == HostKind::server && !server) server = host;
  }
  const std::vector<Problem> of_hosts = sealed(hosts);
  send(pipe, of_hosts);
  write_all(pipe, loaded);
  // SimGrid 4.1 ends the process where a route is missing: all else is told by now. Without a server nobody says that there
  // should be one.
  const auto missing = connect_all(all, server.value_or(HostId{0}));
  if (missing && server) send(pipe, {*missing});
  std::vector<Problem> of_links = sealed(all);
  std::erase_if(of_links, [&](const Problem& problem) {
    return std::any_of(of_hosts.begin(), of_hosts.end(),
                       [&](const Problem& other) { return other.message == problem.message; });
  });
  send(pipe, of_links);
}

std::string receive(int pipe) {
  std::string text;
  std::array<char, 4096> part{};
  for (;;) {
    const ssize_t size = read(pipe, part.data(), part.size());
    if (size > 0) text.append(part.data(), static_cast<std::size_t>(size));
    if (size == 0 || (size < 0 && errno != EINTR)) return text;
  }
}

std::vector<Problem> problems_in(std::string_view text, const std::string& file) {
  std::vector<Problem> problems;
  while (!text.empty()) {
    const std::string line{text.substr(0, text.find('\n'))};
    text.remove_prefix(std::min(line.size() + 1, text.size()));
    char* next = nullptr;
    Problem problem{file, static_cast<int>(std::strtol(line.c_str(), &next, 10)), ""};
    if (*next != '\t') {  // SimGrid's last words under an AbortGuard: "file: SimGrid refuses it: …"
      if (!line.empty()) problems.push_back({"", 0, line});
      continue;
    }
    problem.stands_for = std::strtoul(next + 1, &next, 10);
    problem.message = next + 1;
    problems.push_back(std::move(problem));
  }
  return problems;
}

}  // namespace

std::vector<Problem> try_platform(const std::filesystem::path& path) {
  std::array<int, 2> ends{};
  if (pipe(ends.data()) != 0) throw RunError{fmt::format("no pipe can be opened: {}", std::strerror(errno))};
  const pid_t child = fork();
  if (child < 0) throw RunError{fmt::format("no process can be started: {}", std::strerror(errno))};
  if (child == 0) {
    close(ends[0]);
    dup2(ends[1], STDERR_FILENO);
    int outcome = exit_ok;
    try {
      send_shortcomings(ends[1], PlatformFile{path});
    } catch (const UserError& error) {
      send(ends[1], error.problems());
      outcome = exit_user_mistake;
    } catch (const std::exception& error) {
      write_all(ends[1], fmt::format("{}: {}\n", path.string(), error.what()));
      outcome = exit_run_failed;
    }
    _exit(outcome);
  }
  close(ends[1]);
  const std::string told = receive(ends[0]);
  close(ends[0]);
  int status = 0;
  while (waitpid(child, &status, 0) < 0 && errno == EINTR) {
  }
  const bool is_loaded = told.starts_with(loaded) || told.find("\n\n") != std::string::npos;
  const std::vector<Problem> problems = problems_in(told, path.string());
  if (is_loaded) return problems;
  if (!problems.empty()) throw UserError{problems};
  throw RunError{fmt::format("{}: SimGrid ended without a word while it loaded the file", path.string())};
}

}  // namespace roundwatt
