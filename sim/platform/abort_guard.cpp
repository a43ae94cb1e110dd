#include "sim/platform/abort_guard.hpp"

#include <fcntl.h>
#include <sys/mman.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <exception>
#include <filesystem>
#include <string_view>
#include <system_error>

#include "sim/base/error.hpp"

namespace roundwatt {

namespace {

constexpr std::size_t longest_text = 4096;

// What the handler needs, prepared in advance: it may neither allocate nor throw.
int kept_stderr = -1;  ///< the real one
int kept_text = -1;    ///< a nameless file that stands in for it
std::array<char, longest_text> file_name;
std::array<char, longest_text> explanation;  ///< empty where SimGrid explains itself
LastWords meaning = LastWords::refusal;

void put(std::string_view text) { write_all(meaning == LastWords::help ? STDOUT_FILENO : kept_stderr, text); }

/// Where SimGrid says what it died of: "[0.000000] ./src/x.cpp:12: [root/CRITICAL] words" is "words" and all that follows.
std::string_view last_words(std::string_view text) {
  std::size_t at = text.find("/CRITICAL] ");
  if (at == std::string_view::npos) at = text.find("/ERROR] ");
  if (at == std::string_view::npos) return "it ended the program without a word.";
  text.remove_prefix(text.find("] ", at) + 2);
  if (text.starts_with("\n")) text.remove_prefix(1);
  return text;
}

/// Takes the first line off \p text, without what SimGrid's log puts before it.
std::string_view take_line(std::string_view& text) {
  std::string_view line = text.substr(0, text.find('\n'));
  text.remove_prefix(std::min(line.size() + 1, text.size()));
  const std::size_t label_end = line.find("/ERROR] ");
  if (label_end != std::string_view::npos) line.remove_prefix(line.find("] ", label_end) + 2);
  return line;
}

/// The first line, and the list of what is right where it announces one.
void put_words(std::string_view text) {
  const std::string_view first = take_line(text);
  put(first);
  if (!first.ends_with(":")) return;
  for (std::string_view line = take_line(text); line.starts_with(" "); line = take_line(text)) {
    put("\n");
    put(line);
  }
}

void report_abort(int /*signal*/) {
  static std::array<char, longest_text> text;
  const ssize_t size = pread(kept_text, text.data(), text.size(), 0);
  const std::string_view words = last_words({text.data(), static_cast<std::size_t>(std::max<ssize_t>(size, 0))});
  if (meaning == LastWords::refusal) put(file_name.data());
  if (meaning == LastWords::refusal) put(explanation.front() == '\0' ? ": SimGrid refuses it: " : ": ");
  put_words(explanation.front() == '\0' ? words : explanation.data());
  put("\n");
  if (meaning == LastWords::help) _exit(exit_ok);
}

void keep(std::array<char, longest_text>& text, const std::string& words) {
  text.fill('\0');
  words.copy(text.data(), longest_text - 1);
}

/// Opens a file that no folder names; below 0 where there is none to be had.
int nameless_file() {
#ifdef MFD_CLOEXEC
  if (const int file = memfd_create("stderr", MFD_CLOEXEC); file >= 0) return file;
#endif
  std::error_code none;
  std::string path = (std::filesystem::temp_directory_path(none) / "roundwatt-XXXXXX").string();
  const int file = mkostemp(path.data(), O_CLOEXEC);
  if (file >= 0) unlink(path.c_str());
  return file;
}

void restore_streams() {
  std::fflush(stderr);
  dup2(kept_stderr, STDERR_FILENO);
  close(kept_stderr);
  kept_stderr = -1;
}

void show_kept_text() {
  std::array<char, longest_text> part;
  lseek(kept_text, 0, SEEK_SET);
  for (ssize_t size = read(kept_text, part.data(), part.size()); size > 0; size = read(kept_text, part.data(), part.size())) {
    if (write(STDERR_FILENO, part.data(), static_cast<std::size_t>(size)) < 0) return;
  }
}

}  // namespace

AbortGuard::AbortGuard(const std::string& file, LastWords what) : exceptions_{std::uncaught_exceptions()} {
  kept_text = nameless_file();
  kept_stderr = kept_text < 0 ? -1 : fcntl(STDERR_FILENO, F_DUPFD_CLOEXEC, 3);
  if (kept_stderr < 0) return;
  std::fflush(stderr);
  dup2(kept_text, STDERR_FILENO);
  keep(file_name, file);
  meaning = what;
  crashes_.emplace(report_abort);
}

AbortGuard::~AbortGuard() {
  if (kept_stderr >= 0) {
    restore_streams();
    if (std::uncaught_exceptions() == exceptions_) show_kept_text();
    crashes_.reset();
  }
  if (kept_text >= 0) close(kept_text);
  kept_text = -1;
}

AbortExplanation::AbortExplanation(const std::string& words) { keep(explanation, words); }

AbortExplanation::~AbortExplanation() { explanation.front() = '\0'; }

}  // namespace roundwatt
