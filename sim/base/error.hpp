#pragma once

#include <cstddef>
#include <limits>
#include <stdexcept>
#include <string>
#include <unordered_map>
#include <vector>

namespace roundwatt {

/// Exit codes of both programs; those of signals are 128 + the signal's number, as shells have it.
enum ExitCode {
  exit_ok = 0,
  exit_run_failed = 1,
  exit_user_mistake = 2,
  exit_output_exists = 3,
  exit_interrupted = 130,
  exit_terminated = 143
};

/// One thing the user can mend: where it stands and what is wrong, with the cure in the same sentence.
struct Problem {
  std::string file;
  int line = 0;                ///< from 1; 0 where the place has no line
  std::string message;         ///< key, value, bound, cure
  std::size_t stands_for = 1;  ///< problems that are counted by this line; more than 1: "and 4980 more problems."

  /// "file, line 14: message", without the parts that are not known.
  std::string text() const;
};

/// The input is wrong: every problem at once; exit 2.
class UserError : public std::runtime_error {
 public:
  explicit UserError(std::vector<Problem> problems);
  /// One problem that has no file of its own: an option, an argument.
  explicit UserError(const std::string& message);

  const std::vector<Problem>& problems() const { return problems_; }

 private:
  std::vector<Problem> problems_;
};

/// An output has the name of a file that is there: scripts that run again what is done already can tell it; exit 3.
class OutputExists : public UserError {
 public:
  using UserError::UserError;
};

/// The input was accepted and the run failed all the same; exit 1.
class RunError : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

/// Collects problems while a file is read, and throws them together. More than three that say the same of different elements
/// ("host phone-7: no property …"), or of different lines, become one line with their number and three examples.
class ProblemList {
 public:
  ProblemList() = default;
  /// Keeps the first \p most problems and counts the others: memory stays bounded whatever the file.
  explicit ProblemList(std::size_t most) : most_{most} {}

  void add(Problem problem);
  void add(std::string file, int line, std::string message);
  void add_all(const std::vector<Problem>& problems);
  bool empty() const { return problems_.empty(); }
  /// How many were added, those beyond the limit too.
  std::size_t count() const { return count_; }
  /// Equal ones as one, those beyond the limit left out.
  std::vector<Problem> all() const;
  /// \throws UserError with all problems, if there are any, and the number of those that were only counted.
  void throw_if_any() const;

 private:
  std::vector<Problem> problems_;
  std::unordered_map<std::string, std::size_t> equals_;  ///< how many problems say the same, by what they say
  std::size_t most_ = std::numeric_limits<std::size_t>::max();
  std::size_t count_ = 0, untold_ = 0;
};

}  // namespace roundwatt
