#include "sim/base/error.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace fedjoule {

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
  std::string text = one_file ? fmt::format("{} has {} problems:", problems.front().file, problems.size())
                              : fmt::format("{} problems:", problems.size());
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

void ProblemList::add(std::string file, int line, std::string message) {
  problems_.push_back({std::move(file), line, std::move(message)});
}

void ProblemList::add_all(const std::vector<Problem>& problems) {
  problems_.insert(problems_.end(), problems.begin(), problems.end());
}

void ProblemList::throw_if_any() const {
  if (!problems_.empty()) throw UserError{problems_};
}

}  // namespace fedjoule
