#pragma once

#include <fcntl.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cstdint>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <map>
#include <string>
#include <vector>

#include "sim/base/text_file.hpp"
#include "tests/catch.hpp"

namespace roundwatt {

/// A folder of its own for one test, gone afterwards.
class ScratchFolder {
 public:
  ScratchFolder() {
    std::string pattern = (std::filesystem::temp_directory_path() / "roundwatt-XXXXXX").string();
    path_ = mkdtemp(pattern.data());
  }
  ~ScratchFolder() { std::filesystem::remove_all(path_); }
  ScratchFolder(const ScratchFolder&) = delete;
  ScratchFolder& operator=(const ScratchFolder&) = delete;

  const std::filesystem::path& path() const { return path_; }
  std::string file(const std::string& name) const { return (path_ / name).string(); }
  void write(const std::string& name, const std::string& text) const {
    std::filesystem::create_directories((path_ / name).parent_path());
    std::ofstream{path_ / name, std::ios::binary} << text;
  }

 private:
  std::filesystem::path path_;
};

/// A program as a user starts it.
struct Command {
  std::vector<std::string> words;
  std::filesystem::path folder = ROUNDWATT_SOURCE_DIR;
  std::map<std::string, std::string> environment;  ///< added to the test's own
};

/// How a command ended: by itself with an exit code, or by a signal.
struct CommandResult {
  int exit_code = -1;
  int signal = 0;
  std::int64_t peak_memory_kib = 0;
  std::string out, err;
};

/// Becomes \p command; does not return.
[[noreturn]] inline void become(const Command& command, const std::string& out, const std::string& err) {
  const int out_file = open(out.c_str(), O_WRONLY | O_CREAT | O_TRUNC, 0600);
  const int err_file = open(err.c_str(), O_WRONLY | O_CREAT | O_TRUNC, 0600);
  const int nothing = open("/dev/null", O_RDONLY);
  dup2(nothing, STDIN_FILENO);
  dup2(out_file, STDOUT_FILENO);
  dup2(err_file, STDERR_FILENO);
  for (const int file : {out_file, err_file, nothing}) close(file);
  for (const auto& [name, value] : command.environment) setenv(name.c_str(), value.c_str(), 1);
  std::vector<char*> words;
  for (const std::string& word : command.words) words.push_back(const_cast<char*>(word.c_str()));
  words.push_back(nullptr);
  if (chdir(command.folder.c_str()) == 0) execvp(words.front(), words.data());
  _exit(127);
}

/// Runs \p command to its end.
inline CommandResult execute(const Command& command) {
  const ScratchFolder streams;
  const pid_t child = fork();
  if (child == 0) become(command, streams.file("out"), streams.file("err"));
  int status = 0;
  rusage usage{};
  wait4(child, &status, 0, &usage);
  CommandResult result;
  result.peak_memory_kib = usage.ru_maxrss;
  if (WIFEXITED(status)) result.exit_code = WEXITSTATUS(status);
  if (WIFSIGNALED(status)) result.signal = WTERMSIG(status);
  result.out = read_text_file(streams.file("out"));
  result.err = read_text_file(streams.file("err"));
  return result;
}

inline CommandResult run_roundwatt(std::vector<std::string> arguments,
                                   const std::filesystem::path& folder = ROUNDWATT_SOURCE_DIR) {
  arguments.insert(arguments.begin(), ROUNDWATT_PROGRAM);
  return execute({std::move(arguments), folder, {}});
}

inline CommandResult run_analyze(std::vector<std::string> arguments,
                                 const std::filesystem::path& folder = ROUNDWATT_SOURCE_DIR) {
  arguments.insert(arguments.begin(), ROUNDWATT_ANALYZE);
  return execute({std::move(arguments), folder, {}});
}

/// A line of the shell, with the programs in its path.
inline CommandResult shell(const std::string& line, const std::filesystem::path& folder = ROUNDWATT_SOURCE_DIR) {
  const std::string programs = std::filesystem::path{ROUNDWATT_PROGRAM}.parent_path().string();
  return execute({{"/bin/bash", "-c", line}, folder, {{"PATH", programs + ":" + getenv("PATH")}}});
}

inline std::string small_scenario(const std::string& name) {
  return std::string{ROUNDWATT_SOURCE_DIR} + "/scenarios/small/" + name + ".yaml";
}

/// The bytes of a file, as a digest: short to print where two differ.
inline std::string digest(const std::filesystem::path& file) { return sha256(read_text_file(file)); }

}  // namespace roundwatt
