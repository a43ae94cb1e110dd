#include "sim/base/error.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace roundwatt {

namespace {

bool all_in_one_file(const std::vector<Problem>& problems) {
  return !problems.front().file.empty() && std::all_of(problems.begin(), problems.end(), [&](const Problem& problem) {
    return problem.file == problems.front().file;
  });
}

std::string report(const std::vector<Problem>& problems) {
  if (problems.empty()) return "no problem was given";
  if (problems.size() == 1) return problems.front().text();
  const bool one_file = all_in_one_file(problems);
  std::size_t count = 0;
  for (const Problem& problem : problems) count += problem.stands_for;
  std::string text =
      one_file ? fmt::format("{} has {} problems:", problems.front().file, count) : fmt::format("{} problems:", count);
  for (Problem problem : problems) {
    if (one_file) problem.file.clear();
    text += "\n  " + problem.text();
  }
  return text;
}

}  // namespace

std::string Problem::text() const {
  if (file.empty()) return line > 0 ? fmt::format("line {}: {}", line, message) : message;
  return line > 0 ? fmt::format("{}, line {}: {}", file, line, message) : fmt::format("{}: {}", file, message);
}

UserError::UserError(std::vector<Problem> problems) : std::runtime_error{report(problems)}, problems_{std::move(problems)} {}

UserError::UserError(const std::string& message) : UserError{std::vector{Problem{"", 0, message}}} {}

void ProblemList::add(Problem problem) {
  if (problems_.size() < most_) {
    problems_.push_back(std::move(problem));
  } else {
    untold_ += problem.stands_for;
  }
}

void ProblemList::add(std::string file, int line, std::string message) {
  add(Problem{std::move(file), line, std::move(message)});
}

void ProblemList::add_all(const std::vector<Problem>& problems) {
  for (const Problem& problem : problems) add(problem);
}

void ProblemList::throw_if_any() const {
  if (problems_.empty()) return;
  std::vector<Problem> told = problems_;
  if (untold_ > 0) {
    told.push_back({told.back().file, 0, fmt::format("and {} more problem{}.", untold_, untold_ == 1 ? "" : "s"), untold_});
  }
  throw UserError{std::move(told)};
}

}  // namespace roundwatt
