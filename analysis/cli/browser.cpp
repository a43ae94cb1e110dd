#include "analysis/cli/browser.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <vector>

#include "sim/base/error.hpp"
#include "sim/base/text_file.hpp"

extern char** environ;

namespace roundwatt {

namespace {

constexpr const char* variable = "ROUNDWATT_BROWSER";
constexpr const char* usual_names[]{"chromium", "chromium-browser", "google-chrome"};

std::filesystem::path in_path(const std::string& name) {
  const char* path = std::getenv("PATH");
  const std::string folders = path == nullptr ? "" : path;
  for (std::size_t begin = 0; begin <= folders.size();) {
    const std::size_t end = std::min(folders.find(':', begin), folders.size());
    const std::filesystem::path file = std::filesystem::path{folders.substr(begin, end - begin)} / name;
    if (access(file.c_str(), X_OK) == 0) return file;
    begin = end + 1;
  }
  return {};
}

/// Runs a program until it ends with 0; what it says goes to \p output, its complaints nowhere.
void run_into(const std::filesystem::path& output, std::vector<std::string> words) {
  std::vector<char*> arguments;
  for (std::string& word : words) arguments.push_back(word.data());
  arguments.push_back(nullptr);
  posix_spawn_file_actions_t actions{};
  posix_spawn_file_actions_init(&actions);
  posix_spawn_file_actions_addopen(&actions, STDOUT_FILENO, output.c_str(), O_WRONLY | O_CREAT, 0600);
  posix_spawn_file_actions_addopen(&actions, STDERR_FILENO, "/dev/null", O_WRONLY, 0);
  pid_t child = 0;
  const int trouble = posix_spawn(&child, arguments.front(), &actions, nullptr, arguments.data(), environ);
  posix_spawn_file_actions_destroy(&actions);
  if (trouble != 0) throw RunError{fmt::format("{} cannot be started: {}", words.front(), std::strerror(trouble))};
  int status = 0;
  while (waitpid(child, &status, 0) < 0 && errno == EINTR) continue;
  if (!WIFEXITED(status) || WEXITSTATUS(status) != 0) {
    throw RunError{fmt::format("{} failed ({})", words.front(),
                               WIFEXITED(status) ? fmt::format("exit code {}", WEXITSTATUS(status)) : "killed")};
  }
}

}  // namespace

std::filesystem::path find_browser() {
  if (const char* named = std::getenv(variable); named != nullptr && *named != '\0') {
    if (access(named, X_OK) == 0) return named;
    throw UserError{fmt::format("{} = '{}' is no program", variable, named)};
  }
  for (const char* name : usual_names) {
    if (std::filesystem::path file = in_path(name); !file.empty()) return file;
  }
  throw UserError{fmt::format(
      "drawing charts outside of a page needs a browser: sudo apt-get install chromium, or name one in {}", variable)};
}

std::string document_in_browser(const std::filesystem::path& browser, const std::filesystem::path& page) {
  std::vector<std::string> words{browser.string(),
                                 "--headless",
                                 "--disable-gpu",
                                 "--no-first-run",
                                 "--disable-background-networking",
                                 "--host-resolver-rules=MAP * ~NOTFOUND",
                                 "--window-size=1000,1000",
                                 "--virtual-time-budget=60000",
                                 fmt::format("--user-data-dir={}", (page.parent_path() / "profile").string())};
  if (geteuid() == 0) words.emplace_back("--no-sandbox");  // which it refuses to root
  words.emplace_back("--dump-dom");
  words.push_back(fmt::format("file://{}", page.string()));
  const std::filesystem::path document = page.parent_path() / "document.html";
  run_into(document, std::move(words));
  return read_text_file(document);
}

}  // namespace roundwatt
